package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;

/// A side and the sockets on it.
record Loaded(Contender side, Load load) {}

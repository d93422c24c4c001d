package io.worksync.deployment.image;

import java.util.List;

/// What an image stands on: a Java runtime and the C library that it needs.
sealed interface Base {

    /// The processor architectures that it exists for, as OCI calls them.
    List<String> architectures();

    /// An image with `java` on its path, from a registry or from its cache here.
    record Registry(String reference) implements Base {
        @Override
        public List<String> architectures() {
            return List.of("amd64", "arm64");
        }
    }

    /// This machine's own Java and C library, for its own architecture: what needs no registry.
    record Local(String architecture, List<Layer> layers) implements Base {
        @Override
        public List<String> architectures() {
            return List.of(architecture);
        }
    }

    /// Nothing: who runs the image brings Java.
    record Nothing() implements Base {
        @Override
        public List<String> architectures() {
            return List.of("amd64", "arm64");
        }
    }
}

package io.worksync.system.fault;

import java.net.URI;

/// Decides to which gateway a device goes, as a load balancer before them does.
public interface Entrance {

    /// Where the device is to connect.
    URI next();

    /// Its connection there has ended, or none came about.
    void left(URI gateway);
}

package io.worksync.gateway.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/// How many sockets the operating system lets this process have.
final class OpenFiles {

    private static final Logger LOG = Logger.getLogger(OpenFiles.class);

    private OpenFiles() {}

    /// As many as wanted, or as there are files beside the reserved ones: whoever has none left can
    /// neither answer a health check nor call a service.
    static int atMost(int wanted, int reserved) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
            long free = os.getMaxFileDescriptorCount() - reserved;
            if (free < wanted) {
                LOG.warnf(
                        "Taking %d connections instead of %d: no more files may be open",
                        free, wanted);
                return (int) Math.max(1, free);
            }
        }
        return wanted;
    }
}

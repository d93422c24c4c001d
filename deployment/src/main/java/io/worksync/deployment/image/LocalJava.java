package io.worksync.deployment.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A base from what is on this machine: a runtime that `jlink` takes out of its JDK, and the files
/// of its C library that such a runtime loads. No shell, no package manager.
final class LocalJava {

    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.crypto.cryptoki,jdk.jfr,jdk.management,jdk.management.agent,"
                    + "jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.zipfs";
    private static final List<String> LIBRARIES =
            List.of(
                    "libc.so.6",
                    "libm.so.6",
                    "libdl.so.2",
                    "libpthread.so.0",
                    "librt.so.1",
                    "libresolv.so.2",
                    "libz.so.1",
                    "libgcc_s.so.1",
                    "libstdc++.so.6");

    private LocalJava() {}

    /// @param work where the runtime is kept for the next time
    static Base base(Path work) throws IOException, InterruptedException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        Path runtime = work.resolve("java-" + Runtime.version().feature());
        if (!Files.isExecutable(runtime.resolve("bin/java"))) {
            link(runtime);
        }
        return new Base.Local(
                arm ? "arm64" : "amd64",
                List.of(libraries(arm, work), Layer.of("java", runtime, "/opt/java")));
    }

    private static void link(Path runtime) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("java.home"));
        Process jlink =
                new ProcessBuilder(
                                home.resolve("bin/jlink").toString(),
                                "--add-modules",
                                MODULES,
                                "--strip-debug",
                                "--no-header-files",
                                "--no-man-pages",
                                "--output",
                                runtime.toString())
                        .inheritIO()
                        .start();
        if (!jlink.waitFor(10, TimeUnit.MINUTES) || jlink.exitValue() != 0) {
            throw new IOException("jlink of " + home + " failed: it needs a whole JDK");
        }
    }

    private static Layer libraries(boolean arm, Path work) throws IOException {
        String triplet = arm ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        String loader = arm ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";
        Map<String, Path> files = new TreeMap<>();
        files.put(loader, Path.of(loader).toRealPath());
        for (String library : LIBRARIES) {
            Path file = Path.of("/lib", triplet, library);
            if (!Files.exists(file)) {
                throw new IOException(
                        file + " is not there: name a base image instead, --base REFERENCE");
            }
            files.put("/lib/" + triplet + "/" + library, file.toRealPath());
        }
        Path users = work.resolve("passwd");
        Files.writeString(users, "worksync:x:10001:10001::/app:/nonexistent\n");
        files.put("/etc/passwd", users);
        return new Layer("c-library", files);
    }
}

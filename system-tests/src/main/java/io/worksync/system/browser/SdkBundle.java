package io.worksync.system.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The SDK as one script for a page, made once from its sources.
public final class SdkBundle {

    private static final long DEADLINE_SECONDS = 120;

    private SdkBundle() {}

    private static final class Holder {
        private static final String SCRIPT = made();
    }

    /// A script that defines `sdk`; needs the packages of `web`.
    public static String script() {
        return Holder.SCRIPT;
    }

    private static String made() {
        Path web =
                Path.of(System.getProperty("worksync.root", "..")).resolve("web").toAbsolutePath();
        Path target = Path.of("target", "sdk.js").toAbsolutePath();
        try {
            Process rolldown =
                    new ProcessBuilder(
                                    web.resolve("node_modules/.bin/rolldown").toString(),
                                    "sdk/src/index.ts",
                                    "--format",
                                    "iife",
                                    "--name",
                                    "sdk",
                                    "--file",
                                    target.toString())
                            .directory(web.toFile())
                            .inheritIO()
                            .start();
            if (!rolldown.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    || rolldown.exitValue() != 0) {
                throw new AssertionError("the SDK cannot be bundled");
            }
            return Files.readString(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package io.worksync.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `centrifuge` from npm, as the SDK uses it: the SDK's own tests against the running system.
@ExtendWith(RunningWorkSync.class)
class OfficialJavaScriptClientTest {

    private static final int MINUTES = 3;

    private final WorkSync worksync = WorkSync.running();

    @Test
    void the_sdk_passes_its_live_tests() throws IOException, InterruptedException {
        Path web = Path.of(System.getProperty("worksync.root", ".."), "web").toAbsolutePath();
        Path output = Files.createTempFile("sdk-live", ".log");
        ProcessBuilder npm =
                new ProcessBuilder("npm", "run", "test:live", "-w", "sdk")
                        .directory(web.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        String urls = worksync.gateway(1) + "," + worksync.gateway(2);
        npm.environment().put("WORKSYNC_URL", urls);
        npm.environment().put("WORKSYNC_TOKEN_RAHIM", worksync.tokens().of("rahim"));
        npm.environment().put("WORKSYNC_TOKEN_AISHA", worksync.tokens().of("aisha"));
        Process process = npm.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String log = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as("ended within %d minutes: %s", MINUTES, log).isTrue();
        assertThat(process.exitValue()).as(log).isZero();
    }
}

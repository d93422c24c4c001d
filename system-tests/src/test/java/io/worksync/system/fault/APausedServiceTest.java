package io.worksync.system.fault;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One of two instances stands still: it takes connections and answers nothing.
@ExtendWith(RunningWorkSync.class)
class APausedServiceTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /// Channels are spread over the instances by their id: all on one side is one chance in 128.
    private static final int CHANNELS = 8;

    private final WorkSync worksync = WorkSync.running();

    @Test
    void its_channels_are_served_by_the_other_one() throws Exception {
        List<Talk> talks = new ArrayList<>();
        try {
            for (int i = 0; i < CHANNELS; i++) {
                Talk talk = new Talk(worksync, "served by " + i, List.of("aisha"));
                talks.add(talk);
                talk.device("aisha", 1);
                talk.say("rahim", 1, "before");
            }
            worksync.pause("chat-service", 1);
            try {
                for (Talk talk : talks) {
                    talk.say("rahim", 1, "while it stands still");
                    talk.assertWhole(SOON);
                }
            } finally {
                worksync.resume("chat-service", 1);
            }
            for (Talk talk : talks) {
                talk.say("rahim", 1, "after");
                talk.assertWhole(SOON);
            }
        } finally {
            for (Talk talk : talks) {
                talk.close();
            }
        }
    }
}

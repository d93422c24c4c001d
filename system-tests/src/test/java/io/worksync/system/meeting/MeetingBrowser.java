package io.worksync.system.meeting;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.worksync.system.browser.Chromium;
import io.worksync.system.running.WorkSync;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A browser for many participants: two cores encode and decode for everybody.
final class MeetingBrowser implements AutoCloseable {

    private final Chromium chromium = Chromium.openForMany();
    private final List<Attending> attending = new ArrayList<>();

    /// Somebody in the meeting, with camera and microphone.
    Attending attend(WorkSync worksync, String user, int gateway, String meeting) {
        return attend(worksync, user, gateway, meeting, Map.of());
    }

    /// The same with options of the SDK's client.
    Attending attend(
            WorkSync worksync,
            String user,
            int gateway,
            String meeting,
            Map<String, Object> options) {
        Attending one = new Attending(user, chromium.profile(new NewContextOptions()));
        attending.add(one);
        one.enter(worksync, gateway, meeting, options);
        return one;
    }

    void everybodyGoes() {
        attending.forEach(Attending::close);
        attending.clear();
    }

    @Override
    public void close() {
        chromium.close();
    }
}

package io.worksync.system.meeting;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.worksync.system.browser.Chromium;
import io.worksync.system.running.WorkSync;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A browser for many participants: two cores encode and decode for everybody.
final class MeetingBrowser implements AutoCloseable {

    private final Chromium chromium;
    private final List<Attending> attending = new ArrayList<>();

    MeetingBrowser() {
        this(Chromium.openForMany());
    }

    private MeetingBrowser(Chromium chromium) {
        this.chromium = chromium;
    }

    /// One behind a firewall, which resolves names by this rule of Chromium's.
    static MeetingBrowser behind(Firewall firewall, Path folder, String rule) {
        Path program = firewall.program(folder, Chromium.path());
        return new MeetingBrowser(
                Chromium.openForMany(program, List.of("--host-resolver-rules=" + rule)));
    }

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

package io.worksync.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.operations.Settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/operations.md` says of every setting what the code says.
///
/// `-Dsettings.update` writes the tables anew.
class SettingsDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("worksync.root", ".."));
    private static final Path DOCUMENT = ROOT.resolve("docs/operations.md");
    private static final String BEGIN = "<!-- settings: written by SettingsDocumentTest -->\n";
    private static final List<String> MODULES =
            List.of(
                    "gateway",
                    "chat-service",
                    "presence-service",
                    "notification-service",
                    "signaling-service",
                    "realtime",
                    "operations");

    @Test
    void every_setting_is_there_with_its_default_and_meaning() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        String written = tables();
        if (System.getProperty("settings.update") != null) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + written);
            return;
        }
        assertThat(document.substring(begin))
                .as("run the test with -Dsettings.update, and commit docs/operations.md")
                .isEqualTo(written);
    }

    @Test
    void every_setting_has_a_meaning() throws IOException {
        for (String module : MODULES) {
            assertThat(Settings.of(ROOT.resolve(module)))
                    .as(module)
                    .isNotEmpty()
                    .allSatisfy(
                            setting ->
                                    assertThat(setting.meaning()).as(setting.name()).isNotEmpty());
        }
    }

    @Test
    void every_variable_is_explained() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (String module : MODULES) {
            for (String variable : Settings.variables(ROOT.resolve(module)).keySet()) {
                assertThat(document).as(module).contains("| `" + variable + "` |");
            }
        }
    }

    private static String tables() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String module : MODULES) {
            String title = module.equals("realtime") ? "All services: topics" : module;
            text.append("\n### ").append(title).append("\n\n");
            text.append("| setting | default | meaning |\n|---|---|---|\n");
            for (Setting setting : Settings.of(ROOT.resolve(module))) {
                text.append(
                        "| `%s` | %s | %s |\n"
                                .formatted(setting.name(), setting.standard(), setting.meaning()));
            }
        }
        return text.toString();
    }
}

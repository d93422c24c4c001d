package io.worksync.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The environment variables that a service reads: those of its properties file, those of its
/// `@ConfigMapping` interfaces, and those that the Quarkus extensions in it describe.
final class Settings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(WORKSYNC_[A-Z_]+)");
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern METHOD =
            Pattern.compile(
                    "(?m)^ {4}[A-Z][A-Za-z<>, .]*[ >]([a-z][A-Za-z]*)\\(\\);|^ {4}(?:int|double|boolean) ([a-z][A-Za-z]*)\\(\\);");
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private Settings() {}

    /// Those of one service.
    static Set<String> of(String service) throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : List.of(service, "realtime", "operations")) {
            Path main = Rendered.ROOT.resolve(module).resolve("src/main");
            Path properties = main.resolve("resources/application.properties");
            if (Files.exists(properties)) {
                find(PLACEHOLDER, Files.readString(properties), names);
                // what a properties file says, the environment may say otherwise
                Files.readAllLines(properties).stream()
                        .filter(line -> line.matches("[a-z].*=.*"))
                        .map(line -> variable(line.substring(0, line.indexOf('='))))
                        .forEach(names::add);
            }
            for (Path source : sources(main)) {
                mapped(Files.readString(source), names);
            }
        }
        return names;
    }

    /// Those that Quarkus gives to whoever has these libraries.
    static Set<String> ofQuarkus(List<Path> libraries) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path library : libraries) {
            try (ZipFile jar = new ZipFile(library.toFile())) {
                ZipEntry model = jar.getEntry(MODEL);
                if (model != null) {
                    try (InputStream in = jar.getInputStream(model)) {
                        variables(new ObjectMapper().readTree(in), names);
                    }
                }
            }
        }
        return names;
    }

    private static void variables(JsonNode node, Set<String> names) {
        node.findValues("environmentVariable").forEach(name -> names.add(name.asText()));
    }

    private static void mapped(String source, Set<String> names) {
        Matcher mapping = PREFIX.matcher(source);
        if (mapping.find()) {
            String prefix = mapping.group(1);
            Matcher method = METHOD.matcher(source);
            while (method.find()) {
                String name = method.group(1) == null ? method.group(2) : method.group(1);
                names.add(variable(prefix + "." + kebab(name)));
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static void find(Pattern pattern, String text, Set<String> names) {
        pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
    }

    private static List<Path> sources(Path main) throws IOException {
        try (Stream<Path> files = Files.walk(main.resolve("java"))) {
            return files.filter(file -> file.toString().endsWith("Config.java")).toList();
        }
    }
}

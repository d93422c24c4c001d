package io.worksync.deployment.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// `./worksync images`: an OCI layout with the image of each service, and what is in each.
public final class Images {

    private static final String REGISTRY = "ghcr.io/worksync";
    private static final String VERSION = "0.1.0";

    private Images() {}

    /// @param arguments the repository; then `--registry NAME`, `--tag TAG`, `--base REFERENCE`
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        String registry = option(arguments, "--registry", REGISTRY);
        String tag = option(arguments, "--tag", VERSION);
        String base = option(arguments, "--base", "local");
        Path out = root.resolve(".worksync/images");
        Path work = Files.createDirectories(root.resolve(".worksync/jib"));
        delete(out);
        BuildImage build =
                new BuildImage(
                        base.equals("local") ? LocalJava.base(work) : new Base.Registry(base),
                        work);
        OciLayout layout = new OciLayout(Files.createDirectories(out));
        for (Contents contents : all(root)) {
            String reference = registry + "/" + contents.name() + ":" + tag;
            String digest = build.into(layout, contents, reference);
            Path module =
                    root.resolve(contents.name().equals("check") ? "deployment" : contents.name());
            Sbom.write(
                    module,
                    contents,
                    reference,
                    digest,
                    out.resolve("sbom/" + contents.name() + ".cdx.json"));
            System.out.println(reference + "@" + digest);
        }
        layout.close();
        System.out.println("in " + out);
    }

    private static List<Contents> all(Path root) throws IOException {
        List<Contents> all = new ArrayList<>();
        for (String service : Contents.SERVICES) {
            all.add(Contents.ofService(root, service));
        }
        all.add(Contents.ofCheck(root));
        return all;
    }

    private static String option(String[] arguments, String name, String otherwise) {
        for (int i = 1; i < arguments.length; i += 2) {
            if (!List.of("--registry", "--tag", "--base").contains(arguments[i])
                    || i + 1 == arguments.length) {
                System.err.println("worksync: images takes --registry, --tag and --base");
                System.exit(2);
            }
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        return otherwise;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

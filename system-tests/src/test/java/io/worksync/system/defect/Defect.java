package io.worksync.system.defect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A change to one source file of WorkSync that breaks a promise, as a careless commit would.
///
/// The changed file is compiled against the built service and put into the service by a Java agent
/// when it starts, so nothing of it is in what is built and shipped. A change that no longer fits
/// the source fails the test.
///
/// @param module where the source file is
/// @param service which service has it
/// @param file the source file below `src/main/java`
/// @param before what stands there
/// @param after what stands there in the defective build
record Defect(String module, String service, String file, String before, String after) {

    /// The environment of a process that has the defect.
    Map<String, String> environment(Path root, Path folder) throws IOException {
        Path agent = folder.resolve("defect.jar");
        write(agent, compiled(root, folder));
        return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + agent);
    }

    private Path compiled(Path root, Path folder) throws IOException {
        Path original = root.resolve(module).resolve("src/main/java").resolve(file);
        String source = Files.readString(original);
        assertThat(source).as("the defect fits the source").containsOnlyOnce(before);
        Path changed = folder.resolve("source").resolve(original.getFileName());
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source.replace(before, after));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-parameters",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath(root.resolve(service).resolve("target/quarkus-app")));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done =
                    compiler.getTask(
                                    complaints,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(changed))
                            .call();
            assertThat(done).as("compiles: %s", complaints).isTrue();
        }
        return classes;
    }

    private static String classPath(Path app) throws IOException {
        try (Stream<Path> files = Files.walk(app)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private static void write(Path agent, Path classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", DefectAgent.class.getName());
        String own = DefectAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(agent);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(own));
            try (var in = DefectAgent.class.getResourceAsStream("/" + own)) {
                in.transferTo(jar);
            }
            for (Path planted : classFiles(classes)) {
                jar.putNextEntry(new JarEntry("planted/" + classes.relativize(planted)));
                Files.copy(planted, jar);
            }
        }
    }

    private static List<Path> classFiles(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }
}

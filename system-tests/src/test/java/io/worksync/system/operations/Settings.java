package io.worksync.system.operations;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The settings of a module, read from its `@ConfigMapping` interfaces as they are written.
final class Settings {

    /// @param standard what it is where nobody sets it; empty where it has to be set or may be
    /// absent
    record Setting(String name, String standard, String meaning) {}

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(WORKSYNC_[A-Z_]+)(?::([^}]*))?}");
    private static final Pattern GENERIC =
            Pattern.compile("(\\w+)<(?:String, )?(?:List<)?(\\w+)>?>");

    private final Path module;
    private final Properties properties = new Properties();
    private final List<Setting> found = new ArrayList<>();

    private Settings(Path module) {
        this.module = module;
    }

    static List<Setting> of(Path module) throws IOException {
        Settings settings = new Settings(module);
        settings.readProperties();
        settings.readInterfaces();
        return List.copyOf(settings.found);
    }

    private void readProperties() throws IOException {
        Path file = module.resolve("src/main/resources/application.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
    }

    private void readInterfaces() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(module.resolve("src/main/java"))) {
            files = all.filter(file -> file.toString().endsWith("Config.java")).sorted().toList();
        }
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    TreePath path = new TreePath(new TreePath(unit), type);
                    annotation(((ClassTree) type).getModifiers(), "ConfigMapping")
                            .ifPresent(prefix -> read(docs, path, prefix, nested(path)));
                }
            }
        }
    }

    private static Map<String, TreePath> nested(TreePath owner) {
        Map<String, TreePath> types = new HashMap<>();
        for (Tree member : ((ClassTree) owner.getLeaf()).getMembers()) {
            if (member instanceof ClassTree type && type.getKind() == Tree.Kind.INTERFACE) {
                TreePath path = new TreePath(owner, type);
                types.put(type.getSimpleName().toString(), path);
                types.putAll(nested(path));
            }
        }
        return types;
    }

    private void read(DocTrees docs, TreePath type, String prefix, Map<String, TreePath> groups) {
        for (Tree member : ((ClassTree) type.getLeaf()).getMembers()) {
            if (member instanceof MethodTree method) {
                String doc = docs.getDocComment(new TreePath(type, method));
                String returned = String.valueOf(method.getReturnType());
                String name = prefix + "." + kebab(method.getName().toString());
                Matcher generic = GENERIC.matcher(returned);
                boolean container = generic.matches();
                if (returned.startsWith("Map<")) {
                    name += ".<name>";
                }
                TreePath group = groups.get(container ? generic.group(2) : returned);
                if (group == null) {
                    found.add(new Setting(name, standard(name, method), sentence(doc)));
                } else {
                    read(docs, group, name, groups);
                }
            }
        }
    }

    private String standard(String name, MethodTree method) {
        Matcher variable = VARIABLE.matcher(properties.getProperty(name, ""));
        if (variable.matches()) {
            String otherwise = variable.group(2);
            String from = "`" + variable.group(1) + "`";
            return otherwise == null || otherwise.isEmpty() ? from : from + ", `" + otherwise + "`";
        }
        String set = properties.getProperty(name);
        return annotation(method.getModifiers(), "WithDefault")
                .or(() -> java.util.Optional.ofNullable(set))
                .map(value -> "`" + value + "`")
                .orElse("");
    }

    private static java.util.Optional<String> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(each -> each.getAnnotationType().toString().equals(name))
                .map(Settings::value)
                .findFirst();
    }

    private static String value(AnnotationTree annotation) {
        ExpressionTree argument = annotation.getArguments().getFirst();
        ExpressionTree value =
                argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return value instanceof LiteralTree literal
                ? String.valueOf(literal.getValue())
                : value.toString();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String sentence(String doc) {
        return doc == null
                ? ""
                : doc.lines()
                        .map(String::strip)
                        .collect(Collectors.joining(" "))
                        .replaceAll("\\[([^\\]]*)](?:\\[[^\\]]*])?", "`$1`")
                        .replace("|", "\\|")
                        .strip();
    }

    /// The variables that the module's settings are read from, with what they are where they are
    /// not set.
    static Map<String, String> variables(Path module) throws IOException {
        Map<String, String> variables = new HashMap<>();
        Path file = module.resolve("src/main/resources/application.properties");
        if (Files.exists(file)) {
            Matcher variable = VARIABLE.matcher(Files.readString(file));
            while (variable.find()) {
                String otherwise = variable.group(2);
                variables.put(variable.group(1), otherwise == null ? "" : otherwise);
            }
        }
        return variables;
    }
}

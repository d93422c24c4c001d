package io.worksync.system.operations;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a PromQL expression asks for: its selectors, and the labels by which it groups and joins.
///
/// It does not know the whole language: `promtool` says whether the expression is one.
record Query(List<Selector> selectors, Set<String> labels) {

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "bool", "offset");
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][\\w:]*)?\\s*\\{([^}]*)}|([a-zA-Z_:][\\w:]*)");
    private static final Pattern MATCHER =
            Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    record Selector(String name, List<LabelMatch> matches) {}

    record LabelMatch(String label, String operator, String value) {

        boolean fits(String actual) {
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "=~" -> actual.matches(value);
                case "!=" -> !actual.equals(value);
                default -> !actual.matches(value);
            };
        }
    }

    static Query parse(String expression) {
        Set<String> labels = new HashSet<>();
        Matcher grouping = GROUPING.matcher(expression);
        while (grouping.find()) {
            for (String label : grouping.group(1).split(",", -1)) {
                labels.add(label.strip());
            }
        }
        String rest = grouping.replaceAll(" ").replaceAll("\\[[^]]*]", " ");
        List<Selector> selectors = new ArrayList<>();
        Matcher selector = SELECTOR.matcher(rest);
        while (selector.find()) {
            if (selector.group(2) != null) {
                selectors.add(selector(selector.group(1), selector.group(2)));
            } else if (!isWord(selector.group(3), rest, selector.end())) {
                selectors.add(new Selector(selector.group(3), List.of()));
            }
        }
        return new Query(selectors, labels);
    }

    private static boolean isWord(String name, String text, int end) {
        boolean function = text.substring(end).stripLeading().startsWith("(");
        return function || WORDS.contains(name) || name.equals("e") || name.equals("Inf");
    }

    /// A name given as a label is the name all the same.
    private static Selector selector(String name, String braces) {
        List<LabelMatch> matches = new ArrayList<>();
        String named = name == null ? "" : name;
        Matcher matcher = MATCHER.matcher(braces);
        while (matcher.find()) {
            matches.add(new LabelMatch(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        if (matches.isEmpty() && !STRING.matcher(braces).find() && !braces.isBlank()) {
            throw new IllegalArgumentException("cannot read {" + braces + "}");
        }
        return new Selector(named, matches);
    }
}

package io.worksync.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table in Markdown.
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row);
        return this;
    }

    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, rows.getFirst());
        line(text, Collections.nCopies(rows.getFirst().size(), "---"));
        rows.subList(1, rows.size()).forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}

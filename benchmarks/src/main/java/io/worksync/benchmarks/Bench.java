package io.worksync.benchmarks;

import java.nio.file.Path;
import java.util.List;

/// `./worksync bench NAME`: runs a benchmark on a stack of its own, prints its table and writes it
/// to `benchmarks/results`.
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        String name = words.isEmpty() ? "chat" : words.getFirst();
        if (words.size() > 1 || !name.equals("chat")) {
            System.err.println(
                    "worksync: there is no benchmark "
                            + String.join(" ", words)
                            + "; there is: chat");
            System.exit(2);
        }
        Path root = Path.of(System.getProperty("worksync.root", ".")).toAbsolutePath().normalize();
        try (BenchStack stack = new BenchStack(root)) {
            Report report = new ChatBenchmark(stack).run();
            System.out.println(report.markdown());
            System.out.println("written to " + root.relativize(report.write(root)));
        } catch (BenchFailure e) {
            System.err.println("worksync: " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}

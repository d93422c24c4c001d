package io.worksync.stack.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words after `worksync`, taken one by one; what nobody took is an error.
final class Arguments {

    private final String command;
    private final List<String> rest;

    Arguments(List<String> words) {
        if (words.isEmpty()) {
            throw new WrongUsage("which command?");
        }
        this.command = words.getFirst();
        this.rest = new ArrayList<>(words.subList(1, words.size()));
    }

    String command() {
        return command;
    }

    boolean flag(String name) {
        return rest.remove(name);
    }

    /// The number after an option such as `--replicas`.
    int number(String option, int otherwise) {
        int at = rest.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        rest.remove(at);
        if (at == rest.size()) {
            throw new WrongUsage(option + " needs a number");
        }
        return positive(rest.remove(at));
    }

    /// The word after an option such as `--url`; nothing where the option is not given.
    Optional<String> word(String option) {
        int at = rest.indexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        rest.remove(at);
        if (at == rest.size()) {
            throw new WrongUsage(option + " needs a value");
        }
        return Optional.of(rest.remove(at));
    }

    String next(String what) {
        if (rest.isEmpty()) {
            throw new WrongUsage(command + " needs " + what);
        }
        return rest.removeFirst();
    }

    int optionalNumber(int otherwise) {
        return rest.isEmpty() ? otherwise : positive(rest.removeFirst());
    }

    void requireNoMore() {
        if (!rest.isEmpty()) {
            throw new WrongUsage(command + " does not know " + rest.getFirst());
        }
    }

    private static int positive(String word) {
        if (!word.matches("[1-9]\\d{0,3}")) {
            throw new WrongUsage(word + " is not a number from 1");
        }
        return Integer.parseInt(word);
    }
}

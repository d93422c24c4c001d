package io.worksync.benchmarks.side;

import java.util.List;
import java.util.stream.IntStream;

/// Who is in which room, by number; each side makes its own people and rooms of it.
///
/// @param name the same name means the same people in the same rooms, so that they can be kept
public record Plan(String name, List<List<Integer>> rooms) {

    public Plan {
        rooms = rooms.stream().map(List::copyOf).toList();
    }

    /// `rooms` rooms of `size` people, each person in one of them.
    public static Plan apart(String name, int first, int rooms, int size) {
        return new Plan(
                name,
                IntStream.range(0, rooms)
                        .mapToObj(room -> numbers(first + room * size, size))
                        .toList());
    }

    /// Everyone in `each` rooms: groups of `size` people have that many rooms together.
    public static Plan together(String name, int first, int groups, int size, int each) {
        return new Plan(
                name,
                IntStream.range(0, groups * each)
                        .mapToObj(room -> numbers(first + room / each * size, size))
                        .toList());
    }

    List<Integer> people() {
        return rooms.stream().flatMap(List::stream).distinct().toList();
    }

    private static List<Integer> numbers(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}

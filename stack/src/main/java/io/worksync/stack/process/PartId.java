package io.worksync.stack.process;

/// One process of the stack: `chat-service-2` is the second instance of chat-service.
public record PartId(String name, int instance) implements Comparable<PartId> {

    @Override
    public int compareTo(PartId other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Integer.compare(instance, other.instance);
    }

    @Override
    public String toString() {
        return name + "-" + instance;
    }
}

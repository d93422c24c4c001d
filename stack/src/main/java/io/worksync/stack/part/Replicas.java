package io.worksync.stack.part;

/// How many instances of each service a stack has; of the gateway, which holds the sockets, there
/// may be more or fewer than of the others.
public record Replicas(int each, int gateways) {

    /// The ranges of ports have room for this many instances of each.
    public static final int MAX = 10;

    public static final Replicas ONE = of(1);

    public Replicas {
        if (each < 1 || gateways < 1 || each > MAX || gateways > MAX) {
            throw new IllegalArgumentException("from 1 to " + MAX + " replicas");
        }
    }

    public static Replicas of(int each) {
        return new Replicas(each, each);
    }

    /// Reads what [#toString()] wrote.
    public static Replicas parse(String text) {
        String[] numbers = text.strip().split(" ");
        int each = Integer.parseInt(numbers[0]);
        return new Replicas(each, numbers.length == 1 ? each : Integer.parseInt(numbers[1]));
    }

    public int of(ServiceKind kind) {
        return kind == ServiceKind.GATEWAY ? gateways : each;
    }

    @Override
    public String toString() {
        return each == gateways ? Integer.toString(each) : each + " " + gateways;
    }
}

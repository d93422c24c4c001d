package io.worksync.realtime;

/// A pub/sub address, `namespace:name`; the Centrifugal protocol calls it a channel.
///
/// Names are letters, digits, `-` and `_`, at most 128 characters; namespaces lower-case letters.
public record Topic(String namespace, String name) {

    private static final int MAX_NAME = 128;
    private static final int MAX_NAMESPACE = 32;

    public Topic {
        if (!isNamespace(namespace) || !isName(name)) {
            throw new IllegalArgumentException("Not a topic");
        }
    }

    /// The topic of a namespace and the text form of an id.
    public static Topic of(String namespace, Object id) {
        return new Topic(namespace, id.toString());
    }

    /// Reads `namespace:name`; throws `IllegalArgumentException` for anything else.
    public static Topic parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("Not a topic");
        }
        return new Topic(text.substring(0, colon), text.substring(colon + 1));
    }

    private static boolean isNamespace(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NAMESPACE
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_NAME
                && text.chars().allMatch(Topic::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }

    @Override
    public String toString() {
        return namespace + ":" + name;
    }
}

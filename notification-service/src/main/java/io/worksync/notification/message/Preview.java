package io.worksync.notification.message;

import io.worksync.contracts.chat.Message;

/// The beginning of a message on one line.
final class Preview {

    private static final int MAX_LENGTH = 200;
    private static final String ELLIPSIS = "…";

    private Preview() {}

    static String of(Message message) {
        String line = message.text().strip().replaceAll("\\s+", " ");
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        int end = MAX_LENGTH - ELLIPSIS.length();
        // never half a character
        int cut = Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
        return line.substring(0, cut) + ELLIPSIS;
    }
}

package io.worksync.chat.message;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom a text calls: `@username`, `@channel`, `@here`. What stands between backticks calls nobody.
record MentionText(Set<String> names, boolean channel, boolean here) {

    // Possessive and without nesting, so that no text takes longer than its length.
    private static final Pattern CODE = Pattern.compile("```[\\s\\S]*?(?:```|\\z)|`[^`\\n]*+`");
    // A name begins after anything that is not part of a word, so that an e-mail address is none.
    private static final Pattern NAME =
            Pattern.compile("(?<![\\p{L}\\p{N}._@-])@([\\p{L}\\p{N}._-]{1,64}+)");

    static MentionText of(String text, int maxNames) {
        if (text.indexOf('@') < 0) {
            return new MentionText(Set.of(), false, false);
        }
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(CODE.matcher(text).replaceAll(" "));
        while (matcher.find() && names.size() < maxNames) {
            names.add(withoutFullStop(matcher.group(1).toLowerCase(Locale.ROOT)));
        }
        boolean channel = names.remove("channel");
        boolean here = names.remove("here");
        return new MentionText(names, channel, here);
    }

    // "Ask @mina." ends a sentence; no user name ends like this
    private static String withoutFullStop(String name) {
        int end = name.length();
        while (end > 0 && ".-_".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(0, end);
    }
}

package io.worksync.stack.part;

import io.worksync.stack.StackFailure;
import io.worksync.stack.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL refuses to run as root. Where we are root it runs in a user namespace in which nobody
/// is, or, where
/// namespaces are forbidden, as the user `nobody`, who then owns its files.
public final class Unprivileged {

    private static final String NOBODY = "65534";

    private Unprivileged() {}

    /// The command as a user that PostgreSQL accepts.
    static List<String> command(List<String> command) {
        List<String> prefixed = new ArrayList<>(prefix());
        prefixed.addAll(command);
        return prefixed;
    }

    /// Lets the user that runs the commands write in this folder.
    public static void own(Path folder) {
        if (prefix().contains("setpriv")
                && !Command.succeeds("chown", "-R", NOBODY + ":" + NOBODY, folder.toString())) {
            throw new StackFailure(
                    "cannot give " + folder + " to the user nobody, as whom PostgreSQL must run");
        }
    }

    private static List<String> prefix() {
        if (!isRoot()) {
            return List.of();
        }
        if (Command.succeeds("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        if (Command.succeeds(
                "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "true")) {
            return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        }
        throw new StackFailure(
                "PostgreSQL does not run as root, and neither unshare nor setpriv works: use another user");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}

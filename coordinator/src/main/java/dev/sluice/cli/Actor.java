package dev.sluice.cli;

import dev.sluice.document.LocalUser;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who asks, for the record: user, machine, process. */
final class Actor {
    private Actor() {}

    static String ofThisProcess() {
        return LocalUser.name() + "@" + machine() + " pid "
                + ProcessHandle.current().pid();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}

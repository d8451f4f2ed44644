package dev.sluice.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The account that runs the coordinator, which may have a number and no name, as in a container. */
public final class LocalUser {
    private LocalUser() {}

    /** Its name, or {@code uid N}. */
    public static String name() {
        return name(System.getProperty("user.name", "?"));
    }

    static String name(String listed) {
        if (!listed.equals("?") && !listed.isBlank()) {
            return listed;
        }
        try {
            return "uid " + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | RuntimeException e) {
            return "unknown";
        }
    }
}

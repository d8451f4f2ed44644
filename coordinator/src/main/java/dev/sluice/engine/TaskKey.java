package dev.sluice.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifies a run of a task on a host: the same run has the same key in every process that takes over the rollout. */
final class TaskKey {
    private static final int BYTES = 12;

    private TaskKey() {}

    /** @param parts what distinguishes runs, such as the task's name and the direction of the switch */
    static String of(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

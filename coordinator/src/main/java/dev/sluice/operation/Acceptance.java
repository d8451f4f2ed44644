package dev.sluice.operation;

import java.util.Optional;

/** What the record keeps of who went on with a rollout, and of what was accepted. */
final class Acceptance {
    private Acceptance() {}

    static String words(String by, Optional<String> accepted) {
        return accepted.map(why -> by + " (accepts another playbook: " + why + ")")
                .orElse(by);
    }
}

package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.SecretReference;
import java.util.List;
import java.util.Optional;

/**
 * A webhook that receives messages about rollouts.
 *
 * @param webhook an http or https URL, or a reference to one
 * @param secret signs the message
 * @param events what is reported
 */
public record Notification(ConfiguredValue webhook, Optional<SecretReference> secret, List<Event> events) {
    public Notification {
        events = List.copyOf(events);
    }

    /** What can be reported. */
    public enum Event {
        STARTED,
        HELD,
        FAILED,
        REVERTED,
        DONE,
        MISSED,
        DIVERGED
    }
}

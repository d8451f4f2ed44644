package dev.sluice.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that people are notified of. All text is one line each, of limited length and without control characters: also what came from hosts. Its JSON
 * form, by the names of its components, is what a webhook receives.
 *
 * @param id the same for the same occasion, however often it is reported
 * @param type an event of the playbook's {@code notify} in lower case, or {@code report}
 * @param fleet such as {@code prod/shop}
 * @param title what happened, in one sentence
 * @param rollout empty where it is about none
 * @param lines details
 * @param why reasons
 * @param next commands
 */
public record Message(
        String id,
        Instant at,
        String type,
        String fleet,
        String title,
        Optional<AboutRollout> rollout,
        List<String> lines,
        List<String> why,
        List<String> next) {
    public Message {
        id = Bounded.line(id);
        type = Bounded.line(type);
        fleet = Bounded.line(fleet);
        title = Bounded.line(title);
        lines = Bounded.lines(lines);
        why = Bounded.lines(why);
        next = Bounded.lines(next);
    }
}

package dev.sluice.engine;

import dev.sluice.rollout.Excerpt;
import java.util.List;
import java.util.Optional;

/**
 * What a health check objects to.
 *
 * @param text one line
 * @param answer the beginning of the answer, or the end of what a command wrote
 */
public record Complaint(String text, Optional<Excerpt> answer) {
    public static Complaint of(String text) {
        return new Complaint(text, Optional.empty());
    }

    /** The lines. */
    public static List<String> texts(List<Complaint> complaints) {
        return complaints.stream().map(Complaint::text).toList();
    }

    /** The same about something, named before it. */
    public Complaint about(String name) {
        return new Complaint(name + ": " + text, answer);
    }

    Complaint counted(String count) {
        return new Complaint(text + " (" + count + ")", answer);
    }
}

package dev.sluice.readiness;

import dev.sluice.document.DocumentIndex;
import dev.sluice.document.Problem;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keys that are part of the format and whose function is not built yet. They are reported, and otherwise without effect. */
public record NotYet(Pattern pointer, Predicate<String> text, String what) {
    private static final List<NotYet> PLAYBOOK = List.of(
            key("/release/base", "link"::equals, "every release is sent whole"),
            key("/release/limit", "uploads are as fast as the network is"),
            key("/notify/\\d+/events/\\d+", "inconclusive"::equals, "no analysis is built that could be inconclusive"),
            key("/tasks/[^/]+/\\d+/undo", "rollback --undo is not built yet"));

    private static NotYet key(String pointer, String what) {
        return key(pointer, text -> true, what);
    }

    private static NotYet key(String pointer, Predicate<String> text, String what) {
        return new NotYet(Pattern.compile(pointer), text, what);
    }

    /** Everything in the playbook that has no function yet, at its place. */
    public static List<Problem> in(DocumentIndex playbook) {
        return PLAYBOOK.stream().flatMap(key -> key.places(playbook)).toList();
    }

    private Stream<Problem> places(DocumentIndex index) {
        return index.pointers().stream()
                .filter(some -> pointer.matcher(some).matches())
                .filter(some -> text.test(index.text(some).orElse("")))
                .sorted()
                .map(some -> index.keyProblem(some, "not yet: " + what));
    }
}

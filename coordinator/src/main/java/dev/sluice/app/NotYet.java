package dev.sluice.app;

import dev.sluice.document.DocumentIndex;
import dev.sluice.document.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Keys that are part of the format and whose function is not built yet. Most are told and otherwise without effect; where that would be
 * dangerous, nothing is released.
 */
record NotYet(Pattern pointer, Predicate<String> text, Effect effect, String what) {
    /** What follows from a key that has no function yet. */
    enum Effect {
        TOLD,
        REFUSED
    }

    private static final List<NotYet> INVENTORY =
            List.of(told(".*/web/fastcgi", "requests to FPM's socket are not built yet"));

    private static final List<NotYet> PLAYBOOK = List.of(
            refused("/opcache/(for/\\d+/)?endpoint", "fastcgi"::equals, "requests to FPM's socket are not built yet"),
            told("/release/base", "link"::equals, "every release is sent whole"),
            told("/tasks/[^/]+/\\d+/undo", "rollback --undo is not built yet"),
            told("/schedule", "nothing starts by itself yet"),
            told("/notify", "nobody is told yet"));

    private static NotYet told(String pointer, String what) {
        return told(pointer, text -> true, what);
    }

    private static NotYet told(String pointer, Predicate<String> text, String what) {
        return new NotYet(Pattern.compile(pointer), text, Effect.TOLD, what);
    }

    private static NotYet refused(String pointer, Predicate<String> text, String what) {
        return new NotYet(Pattern.compile(pointer), text, Effect.REFUSED, what);
    }

    /** Everything in both files that has no function yet, at its place. */
    static List<Problem> in(Project project, Effect effect) {
        var found = new ArrayList<Problem>();
        collect(found, INVENTORY, project.inventoryDocument().index(), effect);
        collect(found, PLAYBOOK, project.playbookDocument().index(), effect);
        return found;
    }

    private static void collect(List<Problem> found, List<NotYet> keys, DocumentIndex index, Effect effect) {
        for (var key : keys) {
            if (key.effect != effect) {
                continue;
            }
            index.pointers().stream()
                    .filter(pointer -> key.pointer.matcher(pointer).matches())
                    .filter(pointer -> key.text.test(index.text(pointer).orElse("")))
                    .sorted()
                    .forEach(pointer -> found.add(index.keyProblem(pointer, "not yet: " + key.what)));
        }
    }
}

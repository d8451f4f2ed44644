package dev.sluice.it.mutation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;

/**
 * What a script writes down about its run: {@code 123} for a statement at that offset, {@code 123+} and {@code 123-} for how a condition there
 * came out, {@code 123!} for a command that depends on another one, {@code 123)} for an arm of a {@code case}. A mutant of a condition that came
 * out as the mutant has it, and one of what never ran, are none that a test could notice.
 */
final class Probes {
    private record Insertion(int offset, String text) {}

    private Probes() {}

    static String statement(int offset) {
        return Integer.toString(offset);
    }

    static Set<String> taken(CaseArm arm) {
        return Set.of(arm.returns() ? statement(arm.probe()) : arm.start() + ")");
    }

    static Set<String> wasTrue(SimpleCommand command) {
        return command.isPure() ? Set.of(command.start() + "+") : ran(command);
    }

    /** Where the command does more than decide, the mutant does less. */
    static Set<String> wasFalse(SimpleCommand command) {
        return command.isPure() ? Set.of(command.start() + "-") : ran(command);
    }

    static Set<String> ran(SimpleCommand command) {
        if (command.isPure()) {
            return Set.of(command.start() + "+", command.start() + "-");
        }
        return Set.of(isWrapped(command) ? command.start() + "!" : statement(command.probe()));
    }

    /** A bare return passes on the status of what came before it. */
    private static boolean isWrapped(SimpleCommand command) {
        boolean returns = command.name().equals("return") && command.words().size() == 1;
        return command.isGuarded() && !command.isPure() && !returns;
    }

    static String functions(Path trace) {
        return "sluice_seen=' '\n" // what a shell wrote once, it does not write again
                + "sluice_probe() { case $sluice_seen in *\" $1 \"*) ;; *) sluice_seen=\"$sluice_seen$1 \";"
                + " echo \"$1\" >>'" + trace + "' 2>/dev/null || : ;; esac; }\n"
                + "sluice_decide() { sluice_at=$1; shift; if \"$@\"; then sluice_probe \"$sluice_at+\";"
                + " else sluice_probe \"$sluice_at-\"; return 1; fi; }\n";
    }

    static String into(String name, String text) {
        var insertions = new ArrayList<Insertion>();
        var parsed = ScriptReader.read(text);
        parsed.probes().forEach(at -> insertions.add(new Insertion(at, "sluice_probe " + name + ":" + at + "; ")));
        for (var command : parsed.commands()) {
            var at = name + ":" + command.start();
            if (command.isPure()) {
                insertions.add(new Insertion(command.start(), "sluice_decide " + at + " "));
            } else if (isWrapped(command)) {
                insertions.add(new Insertion(command.start(), "{ sluice_probe " + at + "!; "));
                insertions.add(new Insertion(command.end(), "; }"));
            }
        }
        for (var arm : parsed.arms()) {
            if (!arm.returns()) {
                insertions.add(new Insertion(arm.body(), " sluice_probe '" + name + ":" + arm.start() + ")'\n"));
            }
        }
        insertions.sort(Comparator.comparing(Insertion::offset)); // those of one offset in this order
        var probed = new StringBuilder();
        int from = 0;
        for (var insertion : insertions) {
            probed.append(text, from, insertion.offset()).append(insertion.text());
            from = insertion.offset();
        }
        probed.append(text, from, text.length());
        return probed.toString();
    }
}

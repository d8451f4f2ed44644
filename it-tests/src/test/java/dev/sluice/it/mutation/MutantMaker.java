package dev.sluice.it.mutation;

import dev.sluice.it.mutation.Mutant.Edit;
import dev.sluice.it.mutation.SimpleCommand.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the mutants of a script: conditions made true and false, comparisons changed, patterns of a {@code case} that never match or always do,
 * refusals and returns taken away, and lines that do nothing but call a function of the scripts. What is in awk's programs and in
 * here-documents is left alone, as is what would be the same as another mutant: of {@code A || fail}, {@code true || fail} is made, and
 * {@code A || :} is not.
 */
final class MutantMaker {
    private static final Map<String, String> COMPARISONS = Map.ofEntries(
            Map.entry("=", "!="),
            Map.entry("!=", "="),
            Map.entry("-eq", "-ne"),
            Map.entry("-ne", "-eq"),
            Map.entry("-lt", "-le"),
            Map.entry("-le", "-lt"),
            Map.entry("-gt", "-ge"),
            Map.entry("-ge", "-gt"),
            Map.entry("-n", "-z"),
            Map.entry("-z", "-n"),
            Map.entry("-e", "-L"),
            Map.entry("-L", "-e"),
            Map.entry("-f", "-d"),
            Map.entry("-d", "-f"),
            Map.entry("-s", "-e"),
            Map.entry("-r", "-e"),
            Map.entry("-w", "-r"),
            Map.entry("-x", "-r"));
    private static final Set<String> CONSTANT = Set.of(":", "true", "false");
    private static final Set<String> ENDINGS = Set.of("fail", "answer", "exit", "return");

    /** A power cut is not to be had in a test. */
    private static final Set<String> UNSEEN = Set.of("sync_file", "sync_tree");

    private final String script;
    private final String text;
    private final Set<String> functions;
    private final List<Mutant> mutants = new ArrayList<>();

    private MutantMaker(String script, String text, Set<String> functions) {
        this.script = script;
        this.text = text;
        this.functions = functions;
    }

    /**
     * The mutants of one file.
     *
     * @param functions the names that the scripts define
     */
    static List<Mutant> mutants(String script, String text, Set<String> functions) {
        var maker = new MutantMaker(script, text, functions);
        var parsed = ScriptReader.read(text);
        parsed.commands().forEach(maker::mutate);
        parsed.arms().forEach(maker::mutate);
        return List.copyOf(maker.mutants);
    }

    private void mutate(SimpleCommand command) {
        if (CONSTANT.contains(command.name()) && command.place() == Place.BODY) {
            return;
        }
        if (command.isCondition()) {
            decide(command);
        }
        if (command.isTest()) {
            compare(command);
        }
        if (isEnding(command) || isCallAlone(command)) {
            add(command.start(), command.end(), ":", Probes.ran(command));
        }
    }

    private void decide(SimpleCommand command) {
        boolean endless = command.place() == Place.WHILE && !command.isTest();
        if (!endless) {
            add(command.start(), command.end(), "true", Probes.wasFalse(command));
        }
        // `A || :` does the same whether A is true or false.
        boolean whatever = text.startsWith("|| :", command.end() + 1);
        if (!whatever) {
            add(command.start(), command.end(), "false", Probes.wasTrue(command));
        }
    }

    private void compare(SimpleCommand command) {
        for (var word : command.words()) {
            var other = COMPARISONS.get(word.text());
            if (other != null) {
                add(word.start(), word.end(), other, Probes.ran(command));
            }
        }
    }

    private static boolean isEnding(SimpleCommand command) {
        if (!ENDINGS.contains(command.name())
                || (command.name().equals("return") && command.words().size() == 1)) {
            return false;
        }
        boolean sameAsTrueCondition = command.isGuarded() && command.position() == 1;
        boolean sameAsNoPattern = command.arm() == 1;
        return !sameAsTrueCondition && !sameAsNoPattern;
    }

    private boolean isCallAlone(SimpleCommand command) {
        int from = text.lastIndexOf('\n', command.start()) + 1;
        int to = text.indexOf('\n', command.end());
        return functions.contains(command.name())
                && !ENDINGS.contains(command.name())
                && !UNSEEN.contains(command.name())
                && text.substring(from, command.start()).isBlank()
                && (text.substring(command.end(), to) + " ").matches("\\s+(#.*)?");
    }

    private void mutate(CaseArm arm) {
        for (var pattern : arm.patterns()) {
            add(pattern.start(), pattern.end(), "'no such word'", Probes.taken(arm));
        }
        if (arm.patterns().size() > 1 || !arm.patterns().get(0).isWord("*")) {
            add(arm.start(), arm.end(), "*", Set.of(Probes.statement(arm.probe())));
        }
    }

    private void add(int start, int end, String replacement, Set<String> traces) {
        mutants.add(Mutant.of(script, text, new Edit(start, end, replacement, traces)));
    }
}

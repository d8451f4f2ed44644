package dev.sluice.it.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints for each host script how many of its mutants the tests notice, and those that they do not. Arguments: a directory to work in, one for
 * what is kept for the next run, the mark on the processes of this run, the shells with commas between them, a pattern of the test classes,
 * {@code try} or {@code reach} for only those that no test can notice, and the scripts, such as {@code lock} or {@code lock:84} for one line;
 * none are all. Ends with 1 when a mutant survived that is not on the list of equivalent ones, or one of that list is not made any more; with
 * 2 for a script that there is not, or when a test is red with nothing done wrongly.
 */
public final class ScriptMutantsMain {
    private final Path directory;
    private final ScriptTests tests;
    private final EquivalentMutants equivalent;
    private final Mode mode;
    private final List<Mutant> survivors = new ArrayList<>();

    /** Whether a test has to notice a mutant, or only to run it. */
    private enum Mode {
        TRY("killed"),
        REACH("reached");

        private final String heading;

        Mode(String heading) {
            this.heading = heading;
        }
    }

    private ScriptMutantsMain(Path directory, ScriptTests tests, Mode mode) throws IOException {
        this.directory = directory;
        this.tests = tests;
        this.mode = mode;
        this.equivalent = EquivalentMutants.ofTheProject();
    }

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]).toRealPath();
        var store = new BaselineStore(Path.of(arguments[1]));
        var tests = new ScriptTests(
                new LeftProcesses(directory, "SLUICE_MUTANTS=" + arguments[2]), arguments[3], arguments[4]);
        var names = List.of(arguments).subList(6, arguments.length);
        int code = new ScriptMutantsMain(directory, tests, Mode.valueOf(arguments[5].toUpperCase(Locale.ROOT)))
                .run(names, store);
        System.out.flush();
        System.exit(code);
    }

    private int run(List<String> names, BaselineStore store) throws Exception {
        var scripts = HostScriptFiles.ofTheProduct();
        var mutants = scripts.mutants();
        for (var name : names) {
            if (!mutants.containsKey(name.replaceFirst(":.*", "") + ".sh")) {
                System.err.println("there is no host script " + name);
                return 2;
            }
        }
        var trace = Files.createFile(directory.resolve("trace"));
        var probed = directory.resolve("probed");
        scripts.withProbes(trace).writeTo(probed);
        var red = new ArrayList<String>();
        var baseline = new Baseline(tests.all(probed, trace, store, red));
        System.err.printf("%n%s%n", baseline);
        if (!red.isEmpty()) {
            red.forEach(System.err::println);
            return 2;
        }
        System.out.printf("%-16s %8s %8s %10s %9s%n", "script", "mutants", mode.heading, "equivalent", "survived");
        for (var script : mutants.entrySet()) {
            var chosen = script.getValue().stream()
                    .filter(mutant -> isChosen(mutant, names))
                    .toList();
            if (!chosen.isEmpty()) {
                judge(script.getKey(), chosen, baseline);
            }
        }
        return conclude(mutants);
    }

    private static boolean isChosen(Mutant mutant, List<String> names) {
        var name = mutant.script().replace(".sh", "");
        return names.isEmpty() || names.contains(name) || names.contains(name + ":" + mutant.line());
    }

    private void judge(String script, List<Mutant> mutants, Baseline baseline) throws Exception {
        int killed = 0;
        int known = 0;
        int made = 0;
        int before = survivors.size();
        for (var mutant : mutants) {
            if (!isShell(mutant)) {
                continue;
            }
            made++;
            if (equivalent.contains(mutant)) {
                known++;
            } else if (isKilled(mutant, baseline)) {
                killed++;
            } else {
                survivors.add(mutant);
                System.err.println("survived " + baseline.testsOf(mutant).size() + " tests: " + mutant);
            }
        }
        int survived = survivors.size() - before;
        System.out.printf("%-16s %8d %8d %10d %9d%n", script, made, killed, known, survived);
    }

    private boolean isShell(Mutant mutant) throws Exception {
        var file = Files.writeString(directory.resolve("mutant.sh"), mutant.text());
        var process = new ProcessBuilder("/bin/sh", "-n", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    private boolean isKilled(Mutant mutant, Baseline baseline) throws Exception {
        var possible = baseline.testsOf(mutant);
        if (possible.isEmpty() || mode == Mode.REACH) {
            return !possible.isEmpty();
        }
        var mutated = directory.resolve("mutated");
        HostScriptFiles.ofTheProduct().writeTo(mutated);
        new HostScriptFiles(Map.of(mutant.script(), mutant.text())).writeTo(mutated);
        var noticed = tests.notice(mutated, possible);
        noticed.ifPresent(baseline::noticed);
        return noticed.isPresent();
    }

    private int conclude(Map<String, List<Mutant>> mutants) {
        var all = mutants.values().stream().flatMap(Collection::stream).toList();
        var unused = equivalent.unused(all);
        System.out.println();
        survivors.forEach(mutant -> System.out.println("survived: " + mutant));
        unused.forEach(entry -> System.out.println("is not made any more: " + entry));
        System.out.printf("%d survived%n", survivors.size());
        return survivors.isEmpty() && unused.isEmpty() ? 0 : 1;
    }
}

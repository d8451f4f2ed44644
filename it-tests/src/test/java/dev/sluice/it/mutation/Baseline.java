package dev.sluice.it.mutation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Every test as it went with the scripts as they are, and which ones noticed mutants lately. */
final class Baseline {
    private static final int LATELY = 3;

    private final List<ScriptTestRun> runs;
    private final Deque<ScriptTestRun> lately = new ArrayDeque<>();

    Baseline(List<ScriptTestRun> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * The tests that could notice a mutant: those that noticed the mutants before it first, as mutants of one place break the same things, then the
     * quick ones, each under one shell before others.
     */
    List<ScriptTestRun> testsOf(Mutant mutant) {
        var tests = new ArrayList<ScriptTestRun>();
        lately.stream().filter(run -> run.canNotice(mutant)).forEach(tests::add);
        runs.stream()
                .filter(run -> run.canNotice(mutant) && !lately.contains(run))
                .sorted(Comparator.comparing(ScriptTestRun::rank).thenComparing(ScriptTestRun::took))
                .forEach(tests::add);
        return tests;
    }

    void noticed(ScriptTestRun run) {
        lately.remove(run);
        lately.addFirst(run);
        if (lately.size() > LATELY) {
            lately.removeLast();
        }
    }

    @Override
    public String toString() {
        var took = runs.stream().map(ScriptTestRun::took).reduce(Duration.ZERO, Duration::plus);
        return "%d tests of %d s".formatted(runs.size(), took.toSeconds());
    }
}

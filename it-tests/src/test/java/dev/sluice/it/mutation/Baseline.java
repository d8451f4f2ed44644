package dev.sluice.it.mutation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Every test as it went with the scripts as they are. */
record Baseline(List<ScriptTestRun> runs) {
    /** The tests that run a mutant's statement, the quick ones first, each under one shell before others. */
    List<ScriptTestRun> testsOf(Mutant mutant) {
        var probe = mutant.script() + ":" + mutant.probe();
        return runs.stream()
                .filter(run -> run.probes().contains(probe))
                .sorted(Comparator.comparing(ScriptTestRun::rank).thenComparing(ScriptTestRun::took))
                .toList();
    }

    @Override
    public String toString() {
        var took = runs.stream().map(ScriptTestRun::took).reduce(Duration.ZERO, Duration::plus);
        return "%d tests of %d s".formatted(runs.size(), took.toSeconds());
    }
}

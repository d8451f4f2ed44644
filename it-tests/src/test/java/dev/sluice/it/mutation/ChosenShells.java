package dev.sluice.it.mutation;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the runs of a test under other shells than those that are asked for. JUnit finds it where that is switched on: here only. */
public final class ChosenShells implements ExecutionCondition {
    /** A configuration parameter of JUnit: names of shells with commas between them. */
    static final String PARAMETER = "sluice.mutants.shells";

    private static final List<String> SHELLS = List.of("DASH", "BUSYBOX", "BASH");

    /** The shell in a test's display name; empty when the test chooses it itself. */
    static String shellOf(String displayName) {
        return SHELLS.stream().filter(displayName::contains).findFirst().orElse("");
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var shell = shellOf(context.getDisplayName());
        var chosen = context.getConfigurationParameter(PARAMETER).orElse("");
        return shell.isEmpty() || List.of(chosen.split(",", -1)).contains(shell)
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled("not chosen");
    }
}

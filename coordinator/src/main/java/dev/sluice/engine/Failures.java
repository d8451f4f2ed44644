package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;

/** The failures that the engine itself finds, in words. */
final class Failures {
    private Failures() {}

    static Failure nothingToGoBackTo(HostPlan host) {
        return new Failure(
                Kind.SWITCH,
                "revert",
                "there is nothing to go back to",
                "this was the first release on " + host.name() + ", and without its link the site would be gone",
                "mend the release and release it, or take " + host.name() + " out of service and remove "
                        + host.host().path() + "/current");
    }

    static Failure diverged(HostPlan host, String found) {
        var expected = host.from().isEmpty() ? "no link" : "'" + host.from() + "'";
        return new Failure(
                Kind.SWITCH,
                "look",
                "the link was changed by somebody else",
                "expected " + expected + " or '" + host.to().link() + "', found "
                        + (found.isEmpty() ? "no link" : "'" + found + "'"),
                "find out who changed " + host.host().path() + "/current on " + host.name()
                        + "; it was left alone. Then: sluice status --live");
    }

    static Failure unexpected(String step, Throwable cause) {
        return new Failure(
                Kind.UNEXPECTED,
                step,
                "unexpected error",
                String.valueOf(cause),
                "this is a defect: please report it with the rollout's journal");
    }
}

package dev.sluice.cli;

import dev.sluice.operation.Proposal;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;

/** What a person is asked before a rollout runs. */
record ProposalText(PlanText text) {
    void print(Proposal proposal) {
        if (proposal instanceof Proposal.Start start) {
            text.print(start.prepared());
        } else if (proposal instanceof Proposal.TakeOver takeOver) {
            text.goingOn(takeOver.plan(), takeOver.found());
        } else {
            text.headline(proposal.plan());
        }
    }

    static String question(Proposal proposal) {
        var plan = proposal.plan();
        if (proposal instanceof Proposal.TakeOver takeOver) {
            return question(takeOver);
        }
        return switch (plan.purpose()) {
            case RELEASE -> "Release to " + hosts(plan) + "?";
            case STAGE -> "Stage on " + hosts(plan) + "?";
            case CONVERGE -> "Move " + hosts(plan) + " to " + plan.release().id() + "?";
            case ROLLBACK ->
                "Roll back " + hosts(plan) + " to " + plan.release().id() + "?";
            case REFRESH -> "Refresh " + hosts(plan) + "?";
        };
    }

    private static String question(Proposal.TakeOver takeOver) {
        var plan = takeOver.plan();
        var rollout = plan.purpose() == Purpose.ROLLBACK ? "rollback " + plan.id() : plan.id() + "";
        return switch (takeOver.deed()) {
            case PROMOTE -> {
                var batch = takeOver.found().record().state().batch();
                yield "Continue after batch " + batch + " of " + plan.batches().size() + " with " + rollout + " of "
                        + plan.fleet() + "?";
            }
            case RESUME -> "Continue " + rollout + " of " + plan.fleet() + "?";
            case REVERT -> "End " + rollout + " of " + plan.fleet() + " and revert every host?";
            case LEAVE -> "End " + rollout + " of " + plan.fleet() + " and leave every host as it is?";
        };
    }

    private static String hosts(RolloutPlan plan) {
        return new Count(plan.hosts().size(), "host") + " of " + plan.fleet();
    }
}

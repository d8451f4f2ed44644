package dev.sluice.web.page;

import dev.sluice.access.Scope;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.readiness.ContinueCheck;
import dev.sluice.readiness.RefusedException;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.web.page.Act.Ask;
import dev.sluice.web.page.Act.Field;
import dev.sluice.web.page.Act.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person can do with a rollout: each where it applies, and where the visitor may; pure.
 *
 * @param facts of its site
 */
record RolloutActs(SiteFacts facts, SeenRollout seen, Visitor visitor) {
    List<Act> of() {
        var acts = new ArrayList<Act>();
        if (canPromote() && visitor.may(Scope.APPROVE)) {
            acts.add(promote());
        }
        if (canResume() && visitor.may(Scope.RUN)) {
            acts.add(resume());
        }
        if (canPause() && visitor.may(Scope.STOP)) {
            acts.add(act("pause", "Pause", Weight.MAIN));
        }
        if (canAbort() && visitor.may(Scope.STOP)) {
            acts.add(abort());
        }
        if (canRollBack() && visitor.may(Scope.STOP)) {
            acts.add(rollback());
        }
        return List.copyOf(acts);
    }

    private Act act(String name, String label, Weight weight, Field... more) {
        var fields = new ArrayList<>(List.of(new Field("rollout", seen.id().value())));
        fields.addAll(List.of(more));
        return new Act(name, name, label, weight, fields, Optional.empty());
    }

    /** Too late is too late: the deadline decides. */
    private boolean canPromote() {
        return seen.state().phase() == RolloutPhase.HELD
                && seen.late(facts.now()).isEmpty();
    }

    private boolean canResume() {
        if (seen.isOver() || seen.state().hasUnknownTask()) {
            return false;
        }
        return switch (seen.state().phase()) {
            case PAUSED, OUTSIDE_WINDOW, INTERRUPTED -> true;
            case FROZEN -> facts.freeze().isEmpty();
            case HELD ->
                seen.late(facts.now()).filter(end -> end.then() != Then.WAIT).isPresent();
            case RUNNING, FAILING -> !seen.runs();
            case FINISHED -> false;
        };
    }

    private boolean canPause() {
        return seen.state().phase() == RolloutPhase.RUNNING && seen.runs();
    }

    private boolean canAbort() {
        return !seen.isOver() && seen.state().phase() != RolloutPhase.FAILING;
    }

    /** Only what the fleet is on now, and while nothing else is open. */
    private boolean canRollBack() {
        var purpose = seen.plan().purpose();
        var switched = seen.state()
                .outcome()
                .filter(outcome -> outcome == Outcome.SUCCEEDED || outcome == Outcome.MIXED)
                .isPresent();
        return switched
                && (purpose == Purpose.RELEASE || purpose == Purpose.CONVERGE)
                && facts.open().isEmpty()
                && isNewest()
                && !seen.previous().isEmpty();
    }

    private boolean isNewest() {
        return facts.recorded().history().rollouts().stream()
                .filter(rollout -> rollout.purpose() != Purpose.STAGE)
                .findFirst()
                .filter(newest -> newest.id().equals(seen.id()))
                .isPresent();
    }

    private Act promote() {
        var against = seen.state().failedHosts().size();
        var closed = closed();
        if (against == 0 && closed.isEmpty()) {
            return act("promote", "Promote", Weight.MAIN);
        }
        var effect = (against == 0 ? "" : Words.hosts(against) + " of it failed. ")
                + closed.map(why -> why + " ").orElse("") + "The next batch starts all the same.";
        return overriding(act("promote", "Promote", Weight.PLAIN, override(closed)), "Promote all the same", effect);
    }

    private Act resume() {
        var label = seen.state().phase() == RolloutPhase.HELD ? "Apply the deadline" : "Resume";
        var closed = closed();
        return closed.isEmpty()
                ? act("resume", label, Weight.MAIN)
                : overriding(
                        act("resume", label, Weight.PLAIN, override(closed)),
                        "Resume outside the window",
                        closed.get() + " It continues all the same.");
    }

    private Act abort() {
        return overriding(
                act("abort", "Abort and revert", Weight.STRONG),
                "Abort and revert",
                "No more work is started, and every host that was switched is reverted to its previous release.");
    }

    private Act rollback() {
        return overriding(
                act("rollback", "Roll back", Weight.STRONG),
                "Roll back",
                "Every host is switched to its previous release: " + Words.releases(seen.previous()) + ".");
    }

    private static Field[] override(Optional<String> closed) {
        return closed.map(why -> new Field[] {new Field("override", "window")}).orElseGet(() -> new Field[0]);
    }

    private Act overriding(Act act, String title, String effect) {
        return act.asking(new Ask(title, effect, title, facts.site().fleet().site()));
    }

    /** Why the window does not allow that it continues now, without what is known of earlier batches. */
    private Optional<String> closed() {
        try {
            new ContinueCheck(seen.plan(), BatchTimes.NONE).refuse(seen.state(), facts.now());
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(Words.title(Words.harmless(String.join("; ", e.lines()))) + ".");
        }
    }
}

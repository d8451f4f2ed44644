package dev.sluice.web.page;

import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.Optional;

/** How a rollout is, in one sentence; pure. */
record RolloutSentence(SeenRollout seen, Moments moments) {
    Sentence of() {
        var state = seen.state();
        return state.outcome().map(this::over).orElseGet(() -> open(state));
    }

    private Sentence open(RolloutState state) {
        return switch (state.phase()) {
            case HELD -> held();
            case PAUSED -> waits("paused" + by() + since(), "resumes");
            case OUTSIDE_WINDOW -> waits("its window closed" + since(), "resumes");
            case FROZEN -> waits("stopped by a freeze" + since(), "resumes");
            case INTERRUPTED -> waits("interrupted" + since(), "resumes");
            case FAILING -> failing();
            case RUNNING, FINISHED -> running();
        };
    }

    private Sentence waits(String what, String verb) {
        return Sentence.needed(what + ": it waits until a person " + verb + " it");
    }

    /** One that continues by itself needs no one. */
    private Sentence held() {
        var where = "held after batch " + seen.state().batch() + " of "
                + seen.plan().batches().size();
        var late = seen.late(moments.now());
        if (late.isPresent()) {
            return Sentence.needed(
                    where + ": not promoted before " + moments.near(late.get().at()) + ", " + then(late.get()));
        }
        var hold = seen.state().hold();
        if (hold.isEmpty()) {
            return waits(where + since(), "promotes");
        }
        var end = moments.near(hold.get().at());
        return hold.get().then() == Then.PROMOTE
                ? Sentence.note(where + ": it continues by itself at " + end + " unless a person ends it")
                : Sentence.needed(where + ": it can be promoted until " + end + ", " + then(hold.get()));
    }

    private static String then(HoldDeadline hold) {
        return switch (hold.then()) {
            case REVERT -> "then every host is reverted";
            case PROMOTE -> "then it continues";
            case WAIT -> "then it waits until a person ends it";
        };
    }

    private Sentence failing() {
        var why = seen.state().trouble().map(Words::harmless).map(text -> ": " + text);
        var what = "failing, and hosts are reverted" + why.orElse("");
        return seen.runs() ? Sentence.note(what) : left("was left while hosts were reverted" + why.orElse(""));
    }

    private Sentence left(String what) {
        return Sentence.needed(what + "; no process of this machine runs it: a person resumes or aborts it");
    }

    private Sentence running() {
        var unknown = seen.state().unknownTasks().keySet();
        if (!unknown.isEmpty()) {
            return Sentence.needed("waits for a decision: the result of '"
                    + Words.harmless(String.join("', '", unknown)) + "' is unknown");
        }
        if (!seen.runs()) {
            return left("was left " + place());
        }
        return Sentence.busy(seen.pending().soak().map(this::soaks).orElseGet(this::progress));
    }

    private String place() {
        return seen.state().batch() == 0
                ? "before the first batch"
                : "in batch " + seen.state().batch();
    }

    private String soaks(SoakStarted soak) {
        return "batch " + soak.batch() + " of " + seen.plan().batches().size() + " soaks until "
                + moments.near(soak.until());
    }

    private String progress() {
        int batch = seen.state().batch();
        if (batch == 0) {
            return "staging: " + count(HostPhase.STAGED) + " of "
                    + Words.hosts(seen.plan().hosts().size()) + " have " + releases();
        }
        var hosts = seen.plan().batches().get(batch - 1).hosts();
        long done = hosts.stream()
                .filter(host -> seen.state().host(host).phase() == HostPhase.HEALTHY)
                .count();
        return "batch " + batch + " of " + seen.plan().batches().size() + ": " + done + " of "
                + Words.hosts(hosts.size()) + " done";
    }

    private long count(HostPhase phase) {
        return seen.state().hosts().values().stream()
                .filter(host -> host.phase() == phase)
                .count();
    }

    private Sentence over(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> succeeded();
            case UNTOUCHED -> Sentence.note(ended() + " before any switch; nothing was changed for visitors");
            case REVERTED ->
                Sentence.note(
                        ended() + " and reverted; every host is on " + Words.releases(seen.previous()) + " again");
            case MIXED -> Sentence.needed("failed, and not every host is in the intended state: a person is needed");
            case LOCKED -> Sentence.note("another rollout held hosts; nothing was changed");
            case DIVERGED ->
                Sentence.needed("failed: something other than Sluice changed hosts, which were left as they are");
        };
    }

    private Sentence succeeded() {
        var out = seen.state().hosts().values().stream()
                        .filter(host -> host.phase() == HostPhase.LEFT_OUT)
                        .count()
                + seen.plan().leftOut().size();
        int all = seen.plan().hosts().size() + seen.plan().leftOut().size();
        var text = "done: " + (all - out) + " of " + Words.hosts(all) + " "
                + (seen.plan().purpose() == Purpose.STAGE ? "have " : "serve ")
                + releases();
        return out == 0 ? Sentence.fine(text) : Sentence.note(text + "; " + out + " left out");
    }

    private String ended() {
        return seen.state().endedByPerson() ? "ended by a person" : "failed";
    }

    private String releases() {
        return Words.releases(seen.releases());
    }

    private String by() {
        return last(FleetEvent.Paused.class)
                .map(paused -> " by " + Words.harmless(paused.by()))
                .orElse("");
    }

    private <T extends RolloutEvent> Optional<T> last(Class<T> type) {
        return seen.record().events().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((one, later) -> later);
    }

    private String since() {
        return seen.pending().since().map(this::since).orElse("");
    }

    private String since(Instant moment) {
        return " since " + moments.near(moment);
    }
}

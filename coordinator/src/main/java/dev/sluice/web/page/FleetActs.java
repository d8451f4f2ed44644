package dev.sluice.web.page;

import dev.sluice.access.Scope;
import dev.sluice.schedule.Openings;
import dev.sluice.web.page.Act.Ask;
import dev.sluice.web.page.Act.Field;
import dev.sluice.web.page.Act.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person can do with a site and its schedules: each where it applies, and where the visitor may; pure. */
record FleetActs(SiteFacts facts, Visitor visitor) {
    private static final String SAVE = "Save the reason";

    /** Of the whole fleet. */
    List<Act> fleet() {
        var acts = new ArrayList<Act>();
        if (facts.mayStart() && visitor.may(Scope.RUN)) {
            acts.add(Act.click("converge", "Converge", Weight.PLAIN));
        }
        if (isKnown() && visitor.may(Scope.STOP)) {
            acts.add(facts.freeze().isPresent() ? unfreeze() : Act.click("freeze", "Freeze", Weight.STRONG));
        }
        return List.copyOf(acts);
    }

    /** A freeze is one click; its reason can be given, or changed, while it lasts. */
    Optional<Act> freezeReason() {
        return facts.freeze()
                .filter(freeze -> isKnown() && visitor.may(Scope.STOP))
                .map(freeze -> Act.click("freeze", "Give a reason", Weight.PLAIN)
                        .keyed("reason")
                        .asking(new Ask("Why is it frozen?", "The reason is shown to whoever is refused.", SAVE, "")));
    }

    private Act unfreeze() {
        return Act.click("unfreeze", "End the freeze", Weight.PLAIN)
                .asking(new Ask(
                        "End the freeze",
                        "Rollouts can start again. One that the freeze stopped waits until a person resumes it.",
                        "End the freeze",
                        facts.site().fleet().site()));
    }

    /** Of one schedule. */
    List<Act> schedule(String name) {
        var field = new Field("schedule", name);
        var acts = new ArrayList<Act>();
        if (facts.mayStart() && visitor.may(Scope.RUN) && closed().isEmpty()) {
            acts.add(Act.click("trigger", "Trigger", Weight.PLAIN, field).keyed(name));
        }
        var pause = facts.recorded().rows().pause(name, facts.now());
        if (pause.isEmpty() && isKnown() && visitor.may(Scope.STOP)) {
            acts.add(Act.click("pause-schedule", "Pause", Weight.PLAIN, field).keyed(name));
        }
        if (pause.isPresent() && isKnown() && visitor.may(Scope.STOP)) {
            acts.add(Act.click("pause-schedule", "Give a reason", Weight.PLAIN, field)
                    .keyed(name)
                    .asking(new Ask(
                            "Why is it paused?", "The reason is shown beside each start that is skipped.", SAVE, "")));
        }
        if (pause.isPresent() && isKnown() && visitor.may(Scope.RUN)) {
            acts.add(Act.click("resume-schedule", "Resume", Weight.MAIN, field).keyed(name));
        }
        return List.copyOf(acts);
    }

    /** Why the window allows no start now. */
    Optional<String> closed() {
        return facts.site().playbook().flatMap(playbook -> new Openings(playbook.window()).closedAt(facts.now()));
    }

    private boolean isKnown() {
        return facts.site().playbook().isPresent();
    }
}

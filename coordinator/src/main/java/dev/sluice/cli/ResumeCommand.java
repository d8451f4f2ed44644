package dev.sluice.cli;

import dev.sluice.app.Coordinator;
import dev.sluice.app.FoundRollout;
import dev.sluice.app.RefusedException;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.app.Steering;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with a rollout that was paused, or whose process ended. */
@Command(
        name = "resume",
        description = {
            "Goes on with a rollout that was paused, or whose process ended. What is in doubt is looked at on the"
                    + " hosts first.",
            "The rollout may be another machine's: its record is fetched from the hosts.",
            "A task whose end nobody knows is not started again without your word."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice resume --last --yes", "  sluice resume r-7f3a --task-done migrate"})
@SuppressWarnings("NullAway.Init")
final class ResumeCommand extends SteeringCommand {
    @Option(
            names = "--artifact",
            paramLabel = "PATH",
            description = "what the release was made from, where the rollout was left before every host had it")
    private Optional<Path> artifact;

    @Option(
            names = "--task-done",
            paramLabel = "NAME",
            description = "a task whose end nobody knows: it did its work; may be repeated")
    private Set<String> done = Set.of();

    @Option(
            names = "--task-again",
            paramLabel = "NAME",
            description = "a task whose end nobody knows: it may be started again; may be repeated")
    private Set<String> again = Set.of();

    @Mixin
    private ChangesOptions changes;

    @Override
    ExitCode steer(Coordinator coordinator, Steering steering, FoundRollout found) throws Exception {
        var record = found.record();
        var over = over(record);
        if (over.isPresent()) {
            return over.get();
        }
        if (record.state().phase() == RolloutPhase.HELD) {
            throw misfit(record, "waits for promotion, not to be resumed");
        }
        var missing = steering.missing(record, artifact);
        var words = words();
        steering.refuseWords(record, words.keySet());
        var plan = steering.goingOn(found, changes.accepted());
        new PlanText(out()).goingOn(plan, found);
        agree("Go on with " + record.plan().id() + " of " + record.plan().fleet() + "?");
        steering.claim(found);
        return report(
                coordinator,
                plan,
                listener -> steering.resume(plan, changes.words(by(coordinator)), words, missing, listener));
    }

    private Map<String, Verdict> words() throws RefusedException {
        var words = new TreeMap<String, Verdict>();
        done.forEach(task -> words.put(task, Verdict.DONE));
        for (var task : again) {
            if (words.put(task, Verdict.AGAIN) == Verdict.DONE) {
                throw new RefusedException(
                        Reason.USAGE,
                        List.of("task '" + task + "' cannot be done and be started again"),
                        "say either --task-done or --task-again of it");
            }
        }
        return words;
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}

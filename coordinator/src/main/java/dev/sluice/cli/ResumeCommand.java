package dev.sluice.cli;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.ResumeOperation;
import dev.sluice.operation.RolloutResult;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import dev.sluice.view.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Continues a rollout that was paused, or whose process ended. */
@Command(
        name = "resume",
        description = {
            "Continues a rollout that was paused, whose process ended, or whose hold has ended. What is in doubt is checked on the"
                    + " hosts first.",
            "The rollout may be another machine's: its record is fetched from the hosts.",
            "A task whose result is unknown is not started again without your decision."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice resume --last --yes", "  sluice resume r-7f3a --task-done migrate"})
@SuppressWarnings("NullAway.Init")
final class ResumeCommand extends SteeringCommand {
    @Option(
            names = "--artifact",
            paramLabel = "PATH",
            converter = ArtifactOptions.LocationConverter.class,
            description = "what the release was made from, where the rollout was left before every host had it")
    private Optional<ArtifactLocation> artifact;

    @Option(
            names = "--task-done",
            paramLabel = "NAME",
            description = "a task whose result is unknown: it did its work; may be repeated")
    private Set<String> done = Set.of();

    @Option(
            names = "--task-again",
            paramLabel = "NAME",
            description = "a task whose result is unknown: start it again; may be repeated")
    private Set<String> again = Set.of();

    @Mixin
    private ContinueOptions going;

    @Override
    RolloutResult roll(Fleet fleet, Front front) throws Exception {
        var order = new ResumeOperation.Order(decisions(), artifact, by(fleet), going.accepted(), going.override());
        return new ResumeOperation(fleet, front, choice()).run(order);
    }

    private Map<String, Verdict> decisions() throws RefusedException {
        var decisions = new TreeMap<String, Verdict>();
        done.forEach(task -> decisions.put(task, Verdict.DONE));
        for (var task : again) {
            if (decisions.put(task, Verdict.AGAIN) == Verdict.DONE) {
                throw new RefusedException(
                        Reason.USAGE,
                        List.of("task '" + task + "' cannot be done and be started again"),
                        "give either --task-done or --task-again for it");
            }
        }
        return decisions;
    }

    @Override
    ExitCode code(RolloutState state) {
        return ExitCode.ofBringing(state);
    }
}

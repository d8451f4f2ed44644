package dev.sluice.cli;

import dev.sluice.operation.RolloutChoice;
import dev.sluice.operation.RolloutChoice.Reach;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which rollout a command steers, and in whose name. */
@SuppressWarnings("NullAway.Init")
final class ChoiceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ROLLOUT",
            arity = "0..1",
            description = "an id, or the beginning of one (default: the fleet's rollout that is not finished)")
    private Optional<String> rollout;

    @Option(
            names = "--last",
            description = "the one rollout that is not finished; refused where that could mean two fleets")
    private boolean last;

    @Option(names = "--approved-by", paramLabel = "NAME", description = "who approved it, for the record")
    private Optional<String> approvedBy;

    RolloutChoice choice() {
        if (last && rollout.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Give a ROLLOUT or --last, not both.");
        }
        return new RolloutChoice(rollout, last ? Reach.EVERY_FLEET : Reach.THIS_FLEET);
    }

    String by(String actor) {
        if (approvedBy.filter(String::isBlank).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--approved-by is empty: it names who approved it");
        }
        return approvedBy
                .map(name -> CommandHost.of(spec).approvedBy(actor, name.strip()))
                .orElse(actor);
    }
}

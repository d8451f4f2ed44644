package dev.sluice.cli;

import dev.sluice.document.Durations;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** When something ends by itself. */
@SuppressWarnings("NullAway.Init")
final class UntilOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "when it ends by itself: a duration from now such as 4h, or a time such as 2026-12-24T08:00+01:00")
    private Optional<String> until;

    Optional<Instant> until(Instant now) {
        return until.map(text -> later(time(text, now), now, text));
    }

    private Instant time(String text, Instant now) {
        var duration = Durations.parse(text);
        if (duration.isPresent()) {
            return now.plus(duration.get());
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--until: '" + text
                            + "' is neither a duration such as 4h nor a time such as 2026-12-24T08:00+01:00",
                    e);
        }
    }

    private Instant later(Instant end, Instant now, String text) {
        if (!end.isAfter(now)) {
            throw new ParameterException(command.commandLine(), "--until: " + text + " is over already");
        }
        return end;
    }
}

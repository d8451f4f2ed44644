package dev.sluice.probe;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HostText;
import dev.sluice.engine.Complaint;
import dev.sluice.host.HostException;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.HealthCheck.CommandCheck;
import dev.sluice.step.RunCheck;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.util.Optional;

/** Runs a command on the host; the end of its output is data, shortened and safe to print. */
final class CommandProbe {
    private static final int SHOWN = 200;

    private final Duration timeout;
    private final Sessions sessions;

    CommandProbe(Duration timeout, Sessions sessions) {
        this.timeout = timeout;
        this.sessions = sessions;
    }

    Optional<Complaint> complaint(CommandCheck check, Host host) {
        var asked = "'" + HarmlessText.line(check.run(), SHOWN) + "' ";
        try {
            var ended = new RunCheck(host.path(), check.run(), timeout).on(sessions.to(host));
            return complaint(ended)
                    .map(what -> new Complaint(asked + what, AnswerExcerpt.ofOutput(check.name(), ended.output())));
        } catch (HostException e) {
            if (e.kind() == HostException.Kind.LOST) {
                sessions.drop(host.name());
            }
            return Optional.of(Complaint.of(asked + "gave no answer: " + e.getMessage()));
        } catch (StepException e) {
            return Optional.of(Complaint.of(asked + "was not run: " + e.getMessage()));
        }
    }

    private Optional<String> complaint(RunCheck.Ended ended) {
        if (ended.over()) {
            return Optional.of("was ended after " + timeout.toMillis() + " ms" + ending(ended.output()));
        }
        return ended.status() == 0
                ? Optional.empty()
                : Optional.of("ended with " + ended.status() + ending(ended.output()));
    }

    /** The end of the output: there programs print the reason. */
    private static String ending(HostText output) {
        var text = output.shownEnd(SHOWN);
        return text.isEmpty() ? ", without output" : ": " + text;
    }
}

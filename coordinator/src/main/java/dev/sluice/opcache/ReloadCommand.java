package dev.sluice.opcache;

import dev.sluice.host.HostException;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.step.RunCheck;
import dev.sluice.step.StepException;
import java.time.Duration;

/** The playbook's command that reloads PHP, run on a host in its session. */
record ReloadCommand(Host host, String command, Sessions sessions) implements ReloadMethod.Command {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MOST_OF_THE_OUTPUT = 200;

    @Override
    public void run() throws EndpointException {
        try {
            var ended = new RunCheck(host.path(), command, LIMIT).on(sessions.to(host));
            if (ended.over() || ended.status() != 0) {
                throw failed((ended.over()
                                ? "it did not end within " + LIMIT.toSeconds() + " s"
                                : "status " + ended.status())
                        + ": " + ended.output().shown(MOST_OF_THE_OUTPUT));
            }
        } catch (HostException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (StepException e) {
            throw failed(e.what() + ": " + e.why());
        }
    }

    private static EndpointException failed(String why) {
        return new EndpointException(
                Kind.RELOAD_FAILED, "opcache.reload failed, " + why, "run the command on the host as the SSH user");
    }
}

package dev.sluice.step;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;

/**
 * Lets {@code current} lead to a directory with nothing but the endpoint in it while something is tried, on a host that has no {@code current}.
 *
 * @param release that is staged; its endpoint is taken
 * @param probe a file beside the endpoint, which a web server sends by itself
 * @param trying what is tried meanwhile
 */
public record TryFirstWay(Lease lease, String release, ReleaseSettings settings, Probe probe, Runnable trying)
        implements Step<TryFirstWay.Tried> {
    /** A file: its name, of letters and digits, and its text. */
    public record Probe(String name, String text) {}

    /** The result. */
    public enum Tried {
        YES,
        /** The host has a {@code current}. */
        NO
    }

    @Override
    public Tried on(HostSession session) throws StepException, HostException {
        var answer = HostCall.of(HostScripts.FIRST_WAY, lease)
                .with("release", release)
                .with("docroot", settings.docroot())
                .with("umask", settings.permissions().umask())
                .with("group", settings.permissions().group().orElse(""))
                .with("name", probe.name())
                .with("text", probe.text())
                .giving(new HostCommand.Confirmed(() -> {
                    trying.run();
                    return true;
                }))
                .on(session);
        return answer.fields().yes("tried") ? Tried.YES : Tried.NO;
    }
}

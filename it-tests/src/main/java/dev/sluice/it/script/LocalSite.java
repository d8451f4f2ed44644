package dev.sluice.it.script;

import dev.sluice.artifact.PayloadCompression;
import dev.sluice.host.HostException;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.step.Adopt;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.Lease;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StageRelease;
import dev.sluice.step.StepException;
import dev.sluice.step.SwitchLink;
import dev.sluice.step.TakeLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One site in a directory of this machine, and the steps of a release in a few words. */
public final class LocalSite implements AutoCloseable {
    public static final String ROLLOUT = "r-00000001";

    private final Path path;
    private final LocalSession session;

    /** @param directory that exists; the site's own is made in it by the first lease */
    public LocalSite(LocalSession session, Path directory) {
        this.path = directory.resolve("srv/my shop");
        this.session = session;
    }

    public Path path() {
        return path;
    }

    public LocalSession session() {
        return session;
    }

    public Lease lease() throws StepException, HostException {
        return lease(ROLLOUT);
    }

    public Lease lease(String rollout) throws StepException, HostException {
        return new TakeLease(
                        path.toString(),
                        rollout,
                        new LeaseOwner("alice@build7 \"night\" shift", ""),
                        Duration.ofMinutes(2),
                        new SiteIdentity("prod", "shop", "web01"))
                .on(session);
    }

    public StageRelease.Staged stage(Lease lease, String id) throws StepException, HostException {
        return stage(lease, id, Map.of("public/index.php", "<?php echo '" + id + "';"));
    }

    public StageRelease.Staged stage(Lease lease, String id, Map<String, String> files)
            throws StepException, HostException {
        return staging(lease, id, new SmallRelease(files), settings(List.of(), List.of(), List.of()))
                .on(session);
    }

    /** All of it is sent, without compression. */
    public static StageRelease staging(Lease lease, String id, ReleaseContent content, ReleaseSettings settings) {
        return new StageRelease(
                lease, id, content, settings, endpoint(), StageRelease.Bases.none(), PayloadCompression.NONE);
    }

    public SwitchLink.Switched release(Lease lease, String from, String id) throws StepException, HostException {
        return SwitchLink.toRelease(lease, from, id, "alice", () -> true).on(session);
    }

    public Adopt.Adopted adopt(Lease lease) throws StepException, HostException {
        return new Adopt(lease, settings(List.of(), List.of(), List.of("cache")), endpoint()).on(session);
    }

    public HostFacts facts() throws StepException, HostException {
        return new Inspect(path.toString(), "public", List.of(".env")).on(session);
    }

    /** The text of the link, or what is there instead. */
    public String current() throws IOException {
        var current = path.resolve("current");
        if (Files.isSymbolicLink(current)) {
            return Files.readSymbolicLink(current).toString();
        }
        return Files.exists(current, LinkOption.NOFOLLOW_LINKS) ? "no link" : "";
    }

    public static ReleaseSettings settings(List<String> directories, List<String> files, List<String> writable) {
        return new ReleaseSettings(
                5,
                "public",
                new ReleaseSettings.Shared(directories, files),
                writable,
                ReleaseSettings.Base.COPY,
                new ReleaseSettings.Permissions("0022", Optional.empty(), Optional.empty()),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    public static EndpointFiles endpoint() {
        return new EndpointFiles(
                "<?php // answers\n", "{\"v\":1,\"keys\":[{\"kid\":\"00aa\",\"public_key\":\"-----\\nx\\n\"}]}\n");
    }

    @Override
    public void close() {
        session.close();
    }
}

package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** One host of an embedded fleet: an SSH port, a web port, a directory in place of its disk, and its faults. */
public final class EmbeddedHost {
    private final String name;
    private final Path directory;
    private final Path sitePath;
    private final Faults faults;
    private final HealthFaults healthFaults;
    private final PhpPool pool;
    private final SshFront ssh;
    private final WebServer web;
    private final int webPort;

    EmbeddedHost(String name, Path directory, HostSettings settings, FleetResources resources) throws IOException {
        this.name = name;
        this.directory = Files.createDirectories(directory);
        this.sitePath = Files.createDirectories(directory.resolve(settings.site()));
        this.faults = new Faults();
        this.healthFaults = new HealthFaults(faults);
        this.pool = new PhpPool(sitePath, settings.workers(), settings.realpathTtl(), faults);
        var site = new ShopSite(pool, new EndpointStandIn(sitePath, pool, faults), healthFaults);
        this.web = WebServer.open(resources.web(), resources.work(), site);
        this.webPort = web.port();
        var launcher = new CommandLauncher(directory, resources.mark() + name + ".");
        this.ssh = new SshFront(resources, requests(settings, sitePath, launcher), faults);
        ssh.open();
    }

    private static ExecRequest.Maker requests(HostSettings settings, Path sitePath, CommandLauncher launcher) {
        return (line, faults, work) -> settings.commands()
                .<ExecRequest>map(programs -> new ProgramCommand(programs, sitePath, faults, work))
                .orElseGet(() -> new ShellCommand(line, launcher, faults, work));
    }

    /** Such as {@code web01}. */
    public String name() {
        return name;
    }

    /** On 127.0.0.1; the same port after {@link Fault#UNREACHABLE} is healed. */
    public int sshPort() {
        return ssh.port();
    }

    /** On 127.0.0.1. */
    public int webPort() {
        return webPort;
    }

    /** Working directory and HOME of its commands. */
    public Path directory() {
        return directory;
    }

    /** The directory in which {@code current} and {@code releases} are. */
    public Path sitePath() {
        return sitePath;
    }

    /** How many PHP workers answer, one after the other. */
    public int workers() {
        return pool.size();
    }

    /** The release id that {@code current} names on disk; empty where there is no link. What PHP serves may be another. */
    public String live() {
        try {
            return Files.readSymbolicLink(sitePath.resolve("current"))
                    .getFileName()
                    .toString();
        } catch (IOException missing) {
            return "";
        }
    }

    /** Makes a fault happen on the occasions given, in place of its earlier schedule. */
    public void inject(Fault fault, FaultSchedule occasions) {
        if (fault == Fault.UNHEALTHY_AFTER_SWITCH) {
            healthFaults.spare(live());
        }
        faults.inject(fault, occasions);
        var atOnce = fault == Fault.UNREACHABLE
                && occasions.after() == 0
                && occasions.within().isEmpty();
        if (atOnce && faults.strikes(fault)) {
            ssh.close();
        }
    }

    /** Makes a fault happen from now on, until it is healed. */
    public void inject(Fault fault) {
        inject(fault, FaultSchedule.always());
    }

    /** Ends a fault; a closed port is opened again. */
    public void heal(Fault fault) {
        faults.heal(fault);
        if (fault == Fault.UNREACHABLE) {
            openAgain();
        }
    }

    private void openAgain() {
        try {
            ssh.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open SSH port " + ssh.port() + " of " + name + " again", e);
        }
    }

    /** How often a fault has happened. */
    public int happened(Fault fault) {
        return faults.happened(fault);
    }

    /** Changes {@code current} by hand, as with a shell, without a lock or a record. */
    public void moveLinkByHand(String releaseId) throws IOException {
        link(releaseId);
        faults.count(Fault.LINK_MOVED);
    }

    /** Lets each PHP worker answer once, so that it remembers where {@code current} leads. */
    public void warm() {
        for (int i = 0; i < workers(); i++) {
            pool.serve(php -> php.script(ShopSite.DOCROOT + "/index.html"));
        }
    }

    /** Replaces {@code current}, as one atomic step. */
    void link(String releaseId) throws IOException {
        var fresh = sitePath.resolve(".by-hand");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of("releases", releaseId));
        Files.move(fresh, sitePath.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    String knownHost() {
        return FleetKeys.knownHost(sshPort(), ssh.hostKey());
    }

    void close() throws IOException {
        ssh.close();
        web.close();
    }
}

package dev.sluice.readiness;

import dev.sluice.readiness.LocalMachine.Agent;
import dev.sluice.readiness.LocalMachine.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the coordinator's own machine lacks. */
public final class LocalCheckup {
    private static final int OLDEST_JAVA = 17;
    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Set<String> SHARED =
            Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "9p", "ceph", "fuse.sshfs");

    private LocalCheckup() {}

    /** In the order in which a person would check it. */
    public static List<Finding> of(LocalMachine machine) {
        return List.of(
                java(machine),
                account(machine),
                state(machine.state()),
                fileSystem(machine.state()),
                locale(machine),
                keys(machine),
                knownHosts(machine),
                temporary(machine),
                notifications(machine),
                clock(machine));
    }

    private static Finding java(LocalMachine machine) {
        return machine.java() >= OLDEST_JAVA
                ? Finding.ok("java", "version " + machine.java())
                : Finding.problem(
                        "java",
                        "version " + machine.java() + " is too old",
                        "Sluice needs Java " + OLDEST_JAVA,
                        "install a JDK " + OLDEST_JAVA + " or newer, or name it with JAVA_HOME");
    }

    private static Finding account(LocalMachine machine) {
        if (machine.home().isEmpty()) {
            return Finding.warning(
                    "account",
                    "it has no home directory",
                    "paths that begin with ~/ cannot be found: keys, known_hosts, records",
                    "set HOME, or write whole paths and set SLUICE_STATE");
        }
        return machine.named()
                ? Finding.ok("account", "its home is " + machine.home().get())
                : Finding.note(
                        "account",
                        "it has no name on this machine",
                        "records and locks show its number",
                        "add it to /etc/passwd where people should see who it was");
    }

    private static Finding state(State state) {
        return state.problem()
                .map(problem -> Finding.problem(
                        "state",
                        problem,
                        "no rollout can be recorded, so that none starts",
                        "name a directory that only this account may enter: --state DIR, or SLUICE_STATE"))
                .orElseGet(() -> Finding.ok("state", state.directory() + " is writable, and for this account only"));
    }

    private static Finding fileSystem(State state) {
        return SHARED.contains(state.fileSystem().toLowerCase(Locale.ROOT))
                ? Finding.warning(
                        "file system",
                        state.directory() + " is on " + state.fileSystem(),
                        "locks and synced writes are weaker there than on a disk of this machine",
                        "name a directory on a local disk: --state DIR, or SLUICE_STATE")
                : Finding.ok("file system", "the records are on " + state.fileSystem());
    }

    private static Finding locale(LocalMachine machine) {
        return machine.utf8()
                ? Finding.ok("locale", "it is one of UTF-8")
                : Finding.note(
                        "locale",
                        "it is none of UTF-8",
                        "other characters than ASCII are shown in an ASCII form",
                        "set LC_ALL=C.UTF-8");
    }

    private static Finding keys(LocalMachine machine) {
        if (machine.agent().isEmpty()) {
            return Finding.note(
                    "ssh agent",
                    "there is none: SSH_AUTH_SOCK is not set",
                    "hosts are reached with the key file that the inventory names",
                    "set ssh.key in the inventory, or start one: eval $(ssh-agent); ssh-add");
        }
        var agent = machine.agent().get();
        return agent.problem()
                .map(problem -> broken(agent, problem))
                .orElseGet(() -> Finding.ok("ssh agent", "it answers at " + agent.socket()));
    }

    private static Finding broken(Agent agent, String problem) {
        return Finding.warning(
                "ssh agent",
                "nothing answers at " + agent.socket(),
                problem,
                "start one: eval $(ssh-agent); ssh-add, or unset SSH_AUTH_SOCK and set ssh.key in the inventory");
    }

    private static Finding knownHosts(LocalMachine machine) {
        return machine.knownHosts()
                .map(problem -> Finding.warning(
                        "known_hosts",
                        problem,
                        "a host whose key is not on record is refused",
                        "sluice trust HOST shows a host's key and records it; or set ssh.known_hosts in the inventory"))
                .orElseGet(() -> Finding.ok("known_hosts", "it is readable"));
    }

    private static Finding temporary(LocalMachine machine) {
        return machine.temporary()
                .map(problem -> Finding.problem(
                        "tmp",
                        problem,
                        "an artifact in .tar.zst needs a library that is unpacked there",
                        "name a writable directory: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR"))
                .orElseGet(() -> Finding.ok("tmp", "temporary files can be written"));
    }

    private static Finding notifications(LocalMachine machine) {
        var undelivered = machine.undelivered();
        if (undelivered.givenUp() > 0) {
            var outbox = machine.state().directory() + "/.outbox";
            return Finding.warning(
                    "notifications",
                    undelivered.givenUp() + " could not be delivered",
                    undelivered.lastFailure(),
                    "mend that, and move the files from " + outbox + "/dead to " + outbox
                            + "/pending to send them once more; or remove them");
        }
        if (undelivered.waiting() > 0) {
            return Finding.warning(
                    "notifications",
                    undelivered.waiting() + " could not be delivered yet",
                    undelivered.lastFailure(),
                    "mend that; sluice serve and sluice schedule run try again for a day");
        }
        return Finding.ok("notifications", "all of them were delivered");
    }

    private static Finding clock(LocalMachine machine) {
        return machine.now().plus(SLACK).isBefore(machine.latest())
                ? Finding.problem(
                        "clock",
                        "it shows " + machine.now() + ", and a file of Sluice is of " + machine.latest(),
                        "windows, schedules and signed requests depend on it",
                        "set it: chrony or systemd-timesyncd keeps it right")
                : Finding.ok("clock", "it is later than all that was written here");
    }
}

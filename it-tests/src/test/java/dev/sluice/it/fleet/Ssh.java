package dev.sluice.it.fleet;

import java.util.List;

/** OpenSSH's client, with nothing of this machine's configuration and no question asked. */
final class Ssh {
    private Ssh() {}

    static List<String> command(RealFleet fleet, RealHost host, String script) {
        return List.of(
                RequiredPrograms.ofThisMachine().program("ssh").toString(),
                "-F",
                "none",
                "-q",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + fleet.knownHosts(),
                "-i",
                fleet.clientKey().toString(),
                "-p",
                Integer.toString(host.sshPort()),
                fleet.sshUser() + "@" + host.address(),
                script);
    }

    static String run(RealFleet fleet, RealHost host, String script) {
        return Command.run(command(fleet, host, script));
    }
}

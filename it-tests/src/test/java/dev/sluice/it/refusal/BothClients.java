package dev.sluice.it.refusal;

import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import dev.sluice.it.fleet.OneSshd;
import dev.sluice.ssh.MinaHostConnector;
import dev.sluice.ssh.TestHosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OpenSSH's client and Sluice, each at the same server with the same known_hosts file. */
final class BothClients implements AutoCloseable {
    private final MinaHostConnector sluice = new MinaHostConnector(TestHosts.secrets(Map.of()), Map.of());

    /** Who accepts the key that a server shows. */
    enum Verdict {
        BOTH,
        NEITHER,
        /** Sluice does not; of ssh(1), some versions do. */
        STRICTER,
        /** Sluice only: what must never be. */
        LAXER
    }

    /** @param expected decides between NEITHER and STRICTER where this machine's ssh refuses, too */
    Verdict verdict(OneSshd sshd, Path knownHosts, Verdict expected) throws IOException, InterruptedException {
        boolean bySluice = sluiceAccepts(sshd, knownHosts);
        if (sshAccepts(sshd, knownHosts)) {
            return bySluice ? Verdict.BOTH : Verdict.STRICTER;
        }
        if (bySluice) {
            return Verdict.LAXER;
        }
        return expected == Verdict.STRICTER ? Verdict.STRICTER : Verdict.NEITHER;
    }

    private boolean sluiceAccepts(OneSshd sshd, Path knownHosts) {
        try (var session = sluice.connect(host(sshd, knownHosts))) {
            return session.isOpen();
        } catch (HostException refused) {
            if (refused.kind() != HostException.Kind.HOST_KEY) {
                throw new IllegalStateException("not about the host key: " + refused.getMessage(), refused);
            }
            return false;
        }
    }

    private static Host host(OneSshd sshd, Path knownHosts) {
        var ssh = new SshSettings(
                System.getProperty("user.name"),
                sshd.port(),
                Optional.of(sshd.key().toString()),
                Optional.empty(),
                knownHosts.toString(),
                Optional.empty());
        var web = new WebSettings("http://127.0.0.1", Optional.empty(), Map.of(), Optional.empty(), Via.SSH);
        return new Host(new HostName("web01"), "127.0.0.1", List.of("web"), Map.of(), "/srv/shop", ssh, web);
    }

    private static boolean sshAccepts(OneSshd sshd, Path knownHosts) throws IOException, InterruptedException {
        var output = ssh(sshd.port(), knownHosts);
        boolean accepted = output.contains("Permission denied");
        if (!accepted && !output.contains("Host key verification failed")) {
            throw new IllegalStateException("ssh ended otherwise: " + output);
        }
        return accepted;
    }

    /** What OpenSSH's client prints. It asks for no login: that the server refuses it comes after its own key was accepted. */
    static String ssh(int port, Path knownHosts) throws IOException, InterruptedException {
        var options = List.of(
                "BatchMode=yes",
                "StrictHostKeyChecking=yes",
                "PreferredAuthentications=none",
                "GlobalKnownHostsFile=/dev/null",
                "UserKnownHostsFile=" + knownHosts,
                "Port=" + port);
        var command = new ArrayList<>(List.of("ssh", "-F", "none"));
        options.forEach(option -> command.addAll(List.of("-o", option)));
        command.addAll(List.of("127.0.0.1", "true"));
        var ssh = new ProcessBuilder(command).redirectErrorStream(true).start();
        ssh.getOutputStream().close();
        var output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        ssh.waitFor();
        return output;
    }

    @Override
    public void close() {
        sluice.close();
    }
}

package dev.sluice.cli;

import dev.sluice.host.HostTrust.Hop;
import dev.sluice.host.ShownHostKey;
import dev.sluice.host.ShownHostKey.Trust;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.TrustOperation;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts host keys. */
@Command(
        name = "trust",
        description = {
            "Shows the keys of hosts, and of jump hosts in front of them, and records those that you accept.",
            "Compare the fingerprint with the one that the host shows on its own console. No other command accepts a key."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  sluice trust web01.example.com \\",
            "    --fingerprint SHA256:uNiVztksCsDhcc0u9e8BrQXVUAGh0vC3hhpGgYxP9fs",
            "  sluice trust web01.example.com"
        })
@SuppressWarnings("NullAway.Init")
final class TrustCommand extends FleetCommand {
    @Parameters(paramLabel = "HOST", arity = "1..*", description = "names or selectors of hosts in the inventory")
    private List<String> hosts;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "accepts a key with this fingerprint only; may be given for several keys")
    private List<String> fingerprints = new ArrayList<>();

    @Mixin
    private ConfirmOptions confirm;

    @Override
    ExitCode on(Fleet fleet) throws RefusedException {
        new TrustOperation(fleet, new Person()).run(hosts);
        return ExitCode.DONE;
    }

    /** The person at the terminal, or the fingerprints that were given. */
    private final class Person implements TrustOperation.Judge {
        @Override
        public boolean accepts(Hop hop, ShownHostKey key) throws RefusedException {
            out().printf("  shown    %s  %s  %s %s%n", hop.host().name(), hop.where(), key.type(), key.fingerprint());
            out().flush();
            if (!fingerprints.isEmpty()) {
                return fingerprints.contains(key.fingerprint());
            }
            if (confirm.agrees("Is that the key of " + hop.where() + "? It is added to " + key.file() + ".")) {
                return true;
            }
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("not confirmed: the key of " + hop.where() + " is not trusted"),
                    "give --fingerprint " + key.fingerprint()
                            + " where no one can be asked, when you know that it is right");
        }

        @Override
        public void trusted(Hop hop, ShownHostKey key) {
            out().printf(
                            "  trusted  %s  %s  %s %s  %s %s%n",
                            hop.host().name(),
                            hop.where(),
                            key.type(),
                            key.fingerprint(),
                            key.trust() == Trust.UNKNOWN ? "added to" : "by",
                            key.file());
        }
    }
}

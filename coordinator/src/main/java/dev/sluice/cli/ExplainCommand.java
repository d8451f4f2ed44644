package dev.sluice.cli;

import dev.sluice.operation.ExplainOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.view.ExitCode;
import dev.sluice.view.ExplainListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Why a host serves what it serves. */
@Command(
        name = "explain",
        description = {
            "Shows why a host serves what it serves: link, each worker's view of it, OPcache, masters, headers; and the"
                    + " one remedy.",
            "Changes nothing."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice explain web03.example.com"})
@SuppressWarnings("NullAway.Init")
final class ExplainCommand extends StateCommand {
    @Parameters(paramLabel = "HOST", description = "a host of the inventory")
    private String host;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var explanation = new ExplainOperation(fleet).explain(host);
        var listing = ExplainListing.of(fleet.name().toString(), explanation);
        show(output, listing, () -> new ExplainText(out()).print(listing));
        return ExitCode.DONE;
    }
}

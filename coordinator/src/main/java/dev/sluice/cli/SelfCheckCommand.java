package dev.sluice.cli;

import dev.sluice.readiness.LocalCheckup;
import dev.sluice.view.ExitCode;
import dev.sluice.view.SelfCheckListing;
import dev.sluice.wiring.LocalFacts;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether this machine is fit to be a coordinator. */
@Command(
        name = "self-check",
        description = {
            "Checks everything that a coordinator needs of this machine, and reports what to do about what is missing.",
            "Changes nothing and contacts no host. Ends with 4 when there is a problem."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice self-check"})
@SuppressWarnings("NullAway.Init")
final class SelfCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOptions state;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        var utf8 = Streams.of(System.getenv(), System.getProperty("sluice.output", "")) == Streams.UTF_8;
        var facts = new LocalFacts(System.getenv(), state.find()).collect(utf8);
        var listing = SelfCheckListing.of(LocalCheckup.of(facts));
        var out = spec.commandLine().getOut();
        output.show(listing, out, () -> listing.findings().forEach(finding -> print(finding, out)));
        return (listing.healthy() ? ExitCode.DONE : ExitCode.UNTOUCHED).number();
    }

    private static void print(SelfCheckListing.Entry finding, PrintWriter out) {
        out.printf("  %-8s %s: %s%n", finding.level(), finding.topic(), finding.what());
        line("why ", finding.why(), out);
        line("next", finding.remedy(), out);
    }

    private static void line(String title, String text, PrintWriter out) {
        if (!text.isEmpty()) {
            out.println("           " + title + "  " + text);
        }
    }
}

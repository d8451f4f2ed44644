package dev.sluice.cli;

import dev.sluice.operation.AdoptOperation;
import dev.sluice.operation.ConvertOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes live releases into care. */
@Command(
        name = "adopt",
        description = {
            "Places the endpoint in the live release of every host, so that it can be asked and gone back to.",
            "A release that another tool made receives a marker too. Also uploads a new key to the hosts.",
            "With --convert: makes a plain directory, whose files a web server serves as they are, into releases/ID and",
            "current first. What is served stays as it is until you change the web server's root."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  sluice adopt --limit canary",
            "  sluice adopt --convert         then change the web server's root, and reload it",
            "  sluice adopt --convert --undo  after the root was changed back"
        })
@SuppressWarnings("NullAway.Init")
final class AdoptCommand extends StateCommand {
    @Mixin
    private ScopeOptions scope;

    @Mixin
    private ConfirmOptions confirm;

    @Option(names = "--convert", description = "make a plain directory into releases/ID and current")
    private boolean convert;

    @Option(names = "--undo", description = "with --convert: remove them again")
    private boolean undo;

    @Override
    Scope scope(Project project) throws RefusedException {
        return scope.of(project);
    }

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        if (undo && !convert) {
            throw new RefusedException(
                    RefusedException.Reason.USAGE,
                    List.of("--undo is for --convert only"),
                    "sluice adopt --convert --undo");
        }
        return convert ? converted(fleet) : adopted(fleet);
    }

    private ExitCode converted(Fleet fleet) throws Exception {
        var operation = new ConvertOperation(fleet);
        var text = new ConversionText(out());
        if (undo) {
            var undone = operation.undo(order -> confirm.agree(text.undoing(order)));
            undone.done().forEach((host, release) -> out().printf("  removed  %s  current and %s%n", host, release));
            return failures(undone);
        }
        var converted = operation.convert(order -> confirm.agree(text.converting(order)));
        text.print(fleet.project(), converted.done());
        return failures(converted);
    }

    private ExitCode adopted(Fleet fleet) throws Exception {
        var adopted = new AdoptOperation(fleet).run(order -> confirm.agree(question(order)));
        adopted.done().forEach((host, release) -> out().printf(
                        "  adopted  %s  %s %s%n", host, release.release(), release.digest()));
        return failures(adopted);
    }

    private static String question(AdoptOperation.Order order) {
        var renamed = order.renamed().isEmpty()
                ? ""
                : " The directories of " + new Count(order.renamed().size(), "host") + " belong to inventory "
                        + String.join(", ", order.formerInventories())
                        + " so far; from now on they belong to this one, and the earlier name is refused there.";
        return "Place the endpoint in the live releases of " + order.fleet() + "?" + renamed;
    }
}

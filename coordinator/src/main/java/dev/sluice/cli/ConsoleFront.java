package dev.sluice.cli;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutListener;
import dev.sluice.engine.Rollouts;
import dev.sluice.operation.ContentPreview;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.PreparedRollout;
import dev.sluice.operation.Proposal;
import dev.sluice.operation.RolloutResult;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.report.ReportFiles;
import dev.sluice.report.RolloutReporter;
import dev.sluice.report.TaskLogFiles;
import dev.sluice.view.ExitCode;
import dev.sluice.view.PlanListing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** A person at a terminal, or a log: shows the plan, asks, and prints how the rollout goes. */
final class ConsoleFront implements Front, AutoCloseable {
    private final Fleet fleet;
    private final CommandHost host;
    private final ConfirmOptions confirm;
    private final ReportOptions reports;
    private final PrintWriter out;
    private final PrintWriter err;
    private Optional<RolloutReporter> reporter = Optional.empty();
    private List<String> content = List.of();

    ConsoleFront(Fleet fleet, RolloutCommand command) {
        this.fleet = fleet;
        this.host = command.host();
        this.confirm = command.confirm();
        this.reports = command.reports();
        this.out = command.out();
        this.err = command.err();
    }

    @Override
    public void approve(Proposal proposal) throws RefusedException {
        var text = new ProposalText(new PlanText(out));
        text.print(proposal);
        confirm.agree(ProposalText.question(proposal));
        if (proposal instanceof Proposal.Start start
                && reports.outputDirectory().isPresent()) {
            content = content(start.prepared());
        }
    }

    /** What goes out, for the reports. A host that does not answer is no reason to start nothing. */
    private List<String> content(PreparedRollout prepared) {
        var planned = new ContentPreview(fleet).of(prepared);
        return PlanContentText.lines(PlanListing.of(prepared, planned).content());
    }

    @Override
    public RolloutListener listen(RolloutPlan plan) throws RefusedException {
        host.onSignal(fleet.interruption()::by, err);
        try {
            var opened = new RolloutReporter(plan, out, reports.console(host), reports.outputDirectory());
            reporter = Optional.of(opened);
            return opened;
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("the reports cannot be written: " + e.getMessage()),
                    "nothing was changed; name another --output-dir");
        }
    }

    @Override
    public void doing(String what) {
        err.println("  now   " + what);
        err.flush();
    }

    @Override
    public void note(String note) {
        err.println("  note  " + note);
        err.flush();
    }

    /** Prints what became of a rollout that was run, and writes the result. */
    void end(RolloutResult.Ran ran, ExitCode code) throws IOException, JournalException {
        if (reporter.isPresent()) {
            var record = fleet.store().read(ran.ended().plan().id());
            reporter.get().end(ran.ended(), record.events(), code.number(), content);
            logs(record);
        }
    }

    /** Writes the result of a rollout that was not run, because its hold has ended and it waits on. */
    void waiting(RecordedRollout record) throws IOException {
        if (reports.outputDirectory().isPresent()) {
            var ended = new Rollouts.Ended(record.plan(), record.state(), record.head());
            new ReportFiles(reports.outputDirectory().get())
                    .writeExpired(ended, record.events(), ExitCode.HELD.number());
            logs(record);
        }
    }

    /** Output that cannot be read changes nothing of what became of the rollout. */
    private void logs(RecordedRollout record) throws IOException {
        if (reports.outputDirectory().isEmpty()) {
            return;
        }
        try {
            new TaskLogFiles(reports.outputDirectory().get(), fleet.logs())
                    .write(fleet.name(), record.plan().id());
        } catch (JournalException e) {
            note("the output of tasks cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        if (reporter.isPresent()) {
            reporter.get().close();
        }
    }
}

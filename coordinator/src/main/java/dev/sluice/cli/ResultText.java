package dev.sluice.cli;

import dev.sluice.operation.PendingRollout;
import dev.sluice.operation.RolloutResult.AlreadyLive;
import dev.sluice.operation.RolloutResult.Asked;
import dev.sluice.operation.RolloutResult.Expired;
import dev.sluice.operation.RolloutResult.NoneOpen;
import dev.sluice.operation.RolloutResult.Over;
import dev.sluice.operation.RolloutResult.WaitsAlready;
import dev.sluice.view.EnumWord;
import java.io.PrintWriter;

/** What a command prints that ran no rollout itself. */
record ResultText(PrintWriter out) {
    void over(Over over) {
        out.println("rollout " + over.record().plan().id() + " is over already: "
                + over.record().state().outcome().map(EnumWord::of).orElse("?"));
    }

    void alreadyLive(AlreadyLive live) {
        if (live.prepared().isEmpty()) {
            out.println("done: nothing to do, every host is on " + live.release());
            return;
        }
        new PlanText(out).headline(live.prepared().get());
        out.println("done: the release is live everywhere already");
    }

    void waitsAlready(WaitsAlready waiting) {
        out.println("rollout " + waiting.id() + " waits already; nothing to do");
    }

    void expired(Expired expired) {
        var id = expired.record().plan().id();
        out.println("rollout " + id + " could be promoted until "
                + expired.deadline().at() + ", and waits until a person ends it");
        PendingRollout.next(id, expired.deadline()).forEach(next -> out.println("  next  " + next));
    }

    void asked(Asked asked, String what) {
        out.println(asked.id() + ": " + what);
    }

    void noneOpen(NoneOpen none) {
        out.println(none.fleet() + ": no rollout in progress; nothing to do");
    }
}

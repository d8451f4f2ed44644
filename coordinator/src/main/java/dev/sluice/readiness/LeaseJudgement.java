package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import java.time.Duration;
import java.util.List;

/** Who holds a host, since when, and how that ends. */
public final class LeaseJudgement {
    private static final int MOST = 200;

    private LeaseJudgement() {}

    static List<Finding> of(HostFacts facts) {
        return facts.lease().map(LeaseJudgement::of).map(List::of).orElseGet(() -> List.of(Finding.ok("lock", "free")));
    }

    private static Finding of(LeaseFacts lease) {
        var since = "of " + lease.owner().shown(MOST) + ", " + words(lease.age()) + " ago";
        if (!lease.alive()) {
            return Finding.note(
                    "lock",
                    lease.rollout() + " left its lease behind",
                    since + "; it ran out",
                    "nothing: the next takes it");
        }
        return Finding.warning("lock", "held by " + lease.rollout(), since, remedy(lease));
    }

    /** How a lease that keeps others out ends. */
    public static String remedy(LeaseFacts lease) {
        var id = HostText.of(lease.rollout()).shellWord();
        var end = "sluice unlock --lock " + id;
        if (lease.rollout().startsWith(HandLock.PREFIX)) {
            return end + " ends it, when its reason is gone";
        }
        return lease.ttl().isZero()
                ? "it waits for a person: sluice status " + id
                        + " shows for what; then sluice promote, resume or abort " + id + "; " + end
                        + " gives it up"
                : "wait for it; a dead rollout's lease ends by itself after " + words(lease.ttl());
    }

    /** A duration in words, in its largest whole unit. */
    public static String words(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " days";
        }
        if (time.toHours() >= 2) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() >= 2 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
    }
}

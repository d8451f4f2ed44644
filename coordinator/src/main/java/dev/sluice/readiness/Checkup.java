package dev.sluice.readiness;

import dev.sluice.readiness.EndpointSeen.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is judged about one host, in the order in which a person would check it. */
public final class Checkup {
    private Checkup() {}

    /** What keeps requests from the endpoint, where its file is known to be in the document root; empty when that is not known. */
    public static Optional<Finding> inTheWay(Visit visit) {
        return WebServerJudgement.of(visit);
    }

    public static List<Finding> of(Visit visit) {
        var found = new ArrayList<Finding>();
        found.add(Finding.ok("reach", "SSH and the host's scripts work"));
        Blocker.of(visit.facts(), visit.expected().fleet(), visit.expected().path())
                .forEach(blocker -> found.add(blocker.finding()));
        Blocker.ofRelease(visit.facts()).forEach(blocker -> found.add(blocker.finding()));
        found.addAll(MachineJudgement.of(visit));
        found.addAll(LinkJudgement.of(visit.facts(), visit.back()));
        found.addAll(LeaseJudgement.of(visit.facts()));
        found.addAll(PermissionJudgement.of(visit));
        found.addAll(PermissionJudgement.denied(visit));
        found.add(ClockJudgement.of(visit.skew()));
        found.addAll(EndpointJudgement.of(visit));
        if (visit.endpoint() instanceof Answered answered) {
            found.addAll(PhpJudgement.of(answered, visit.expected()));
            found.addAll(CacheJudgement.of(answered.state()));
        }
        return found;
    }
}

package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.readiness.EndpointSeen.Answered;
import dev.sluice.step.Examination;
import dev.sluice.step.Examination.Denied;
import dev.sluice.step.Examination.Directory;
import dev.sluice.step.Examination.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may write what: the deploy user all of the site's directory, PHP none of Sluice's. */
final class PermissionJudgement {
    private static final String TOPIC = "permissions";

    private PermissionJudgement() {}

    static List<Finding> of(Visit visit) {
        var machine = visit.facts().machine();
        var found = new ArrayList<Finding>();
        visit.around().directories().stream()
                .filter(directory -> writable(directory.mode()))
                .map(Directory::name)
                .map(name -> Finding.warning(
                        TOPIC,
                        "everybody on the host may write " + name,
                        "anybody there can put code into the site",
                        "chmod o-w " + name.shellWord()))
                .forEach(found::add);
        if (pools(visit).anyMatch(pool -> pool.user().equals(machine.user()))) {
            found.add(Finding.note(
                    TOPIC,
                    "PHP runs as the deploy user " + machine.user(),
                    "locks and manifests in .sluice only advise: code of the site could change them",
                    "let the pool run as a user of its own"));
        }
        var blocked = machine.unwritable().isPresent() || machine.open().isPresent();
        return found.isEmpty() && !blocked ? List.of(Finding.ok(TOPIC, "the deploy user owns what it must")) : found;
    }

    /** What no account that runs PHP may do at a shared path. With an unknown pool one that may is enough. */
    static List<Finding> denied(Visit visit) {
        var running = pools(visit).map(Pool::user).collect(Collectors.toSet());
        var byPath = visit.around().denied().stream()
                .filter(denied -> running.isEmpty() || running.contains(denied.user()))
                .collect(Collectors.groupingBy(Denied::path, TreeMap::new, Collectors.toList()));
        return byPath.values().stream()
                .filter(users -> users.size() >= running.size())
                .map(users -> DeniedToPhp.finding(users.get(0), visit.expected().path()))
                .toList();
    }

    /** The pool that answered, where its name is known; else all. */
    private static Stream<Pool> pools(Visit visit) {
        Examination around = visit.around();
        if (visit.endpoint() instanceof Answered answered
                && !answered.state().worker().pool().isEmpty()) {
            return around.pools().stream()
                    .filter(pool -> pool.name().is(answered.state().worker().pool()));
        }
        return around.pools().stream();
    }

    /** A sticky directory too: files can be added to it. */
    private static boolean writable(HostText shown) {
        var mode = shown.toString();
        return mode.length() >= 10 && mode.charAt(8) == 'w';
    }
}

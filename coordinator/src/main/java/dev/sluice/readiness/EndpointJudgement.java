package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.readiness.EndpointSeen.Answered;
import dev.sluice.readiness.EndpointSeen.NotAsked;
import dev.sluice.readiness.EndpointSeen.NotReached;
import dev.sluice.readiness.EndpointSeen.Refused;
import dev.sluice.readiness.Finding.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether PHP can be asked on the host, and what is in the way. */
final class EndpointJudgement {
    static final String TOPIC = "endpoint";

    private EndpointJudgement() {}

    static List<Finding> of(Visit visit) {
        var seen = visit.endpoint();
        if (seen instanceof Answered answered) {
            return Stream.concat(
                            served(answered, visit).stream(),
                            outdated(visit).map(found -> found.with(Level.WARNING)).stream())
                    .toList();
        }
        if (seen instanceof Refused refused) {
            return List.of(outdated(visit)
                    .orElseGet(() ->
                            Finding.problem(TOPIC, "it does not answer as it should", refused.why(), refused.next())));
        }
        if (seen instanceof NotReached far) {
            return List.of(
                    unknownKey(visit)
                            ? strange(visit)
                            : outdated(visit).orElseGet(() -> inTheWay(visit, far.why(), far.next())));
        }
        var why = ((NotAsked) seen).why();
        return List.of(WebServerJudgement.of(visit).orElseGet(() -> Finding.note(TOPIC, "it was not asked", why, "")));
    }

    private static List<Finding> served(Answered answered, Visit visit) {
        var state = answered.state();
        var live = visit.facts().live().map(release -> release.id()).orElse("");
        if (state.release().names(live)) {
            return answered.route() == EndpointRoute.WEB_SERVER
                    ? List.of(Finding.ok(TOPIC, "it answers, and PHP serves what current names"))
                    : overSocket(visit);
        }
        return List.of(Finding.problem(
                TOPIC,
                "PHP serves another release than current names",
                "current names " + live + "; " + state.release(),
                "sluice explain HOST shows why, for each of these hosts"));
    }

    /** Where the playbook leaves the choice, what keeps the web server from passing it on is worth knowing, and no problem. */
    private static List<Finding> overSocket(Visit visit) {
        var answers = Finding.ok(TOPIC, "it answers over PHP-FPM's socket, and PHP serves what current names there");
        return Stream.concat(
                        Stream.of(answers), WebServerJudgement.of(visit).map(EndpointJudgement::lessSevere).stream())
                .toList();
    }

    /** Source code in the open is more than an obstacle. */
    private static Finding lessSevere(Finding finding) {
        return finding.with(WebServerJudgement.isSource(finding) ? Level.WARNING : Level.NOTE);
    }

    private static boolean unknownKey(Visit visit) {
        var key = visit.expected().kid();
        return key.isPresent() && !visit.facts().endpoint().keys().contains(key.get());
    }

    /** It is the site's own 404 to everybody whose key it does not know. */
    private static Finding strange(Visit visit) {
        return Finding.problem(
                TOPIC,
                "the host does not know our key " + visit.expected().kid().orElse(""),
                "requests signed with it get the site's own 404",
                "sluice adopt places the key on the hosts");
    }

    /** All other callers receive the site's own 404. */
    private static Optional<Finding> outdated(Visit visit) {
        var there = visit.facts().endpoint();
        return there.outdated(visit.expected().config())
                ? Optional.of(Finding.problem(
                        TOPIC,
                        "the host's .sluice/endpoint.json is older than the inventory",
                        "it has " + there.terms() + "; requests on other terms get the site's own 404",
                        "the next release corrects it; sluice adopt does only that"))
                : Optional.empty();
    }

    private static Finding inTheWay(Visit visit, String why, String next) {
        return WebServerJudgement.of(visit).orElseGet(() -> Finding.problem(TOPIC, "it cannot be reached", why, next));
    }
}

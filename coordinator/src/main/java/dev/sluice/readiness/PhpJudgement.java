package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.opcache.MethodChoice;
import dev.sluice.readiness.EndpointSeen.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What PHP's own settings mean for a switch. */
final class PhpJudgement {
    private static final String PHP = "php";
    private static final String OPCACHE = "opcache";

    private PhpJudgement() {}

    static List<Finding> of(Answered answered, Visit.Expected expected) {
        var state = answered.state();
        var found = new ArrayList<Finding>();
        state.facts().ifPresent(facts -> {
            found.add(Finding.ok(PHP, facts.php() + ", " + state.worker().sapi()));
            found.add(answered.route() == EndpointRoute.WEB_SERVER ? root(facts.root()) : unseenRoot());
            strangeStores(facts.strangeStores(), found);
        });
        found.addAll(method(MethodChoice.of(expected.opcache(), state)));
        found.addAll(timestamps(state));
        outdated(OutdatedCode.of(List.of(state)), found);
        return found;
    }

    private static Finding root(String root) {
        return switch (root) {
            case "resolved" -> Finding.ok(PHP, "the web server resolves current at each request ($realpath_root)");
            case "link" ->
                Finding.note(
                        PHP,
                        "the web server hands on the path through current ($document_root)",
                        "PHP serves old code until its caches are dropped; Sluice does that, and proves it",
                        "with $realpath_root in nginx a request that began before the switch keeps to one release");
            default ->
                Finding.warning(
                        PHP,
                        "the web server's document root is not <path>/current/<docroot>",
                        "the endpoint answers from elsewhere, and so may the site",
                        "compare root in the web server with path and release.docroot");
        };
    }

    private static Finding unseenRoot() {
        return Finding.note(
                PHP,
                "which root the web server uses is not seen over PHP-FPM's socket",
                "a release is proved by the path through current ($document_root), which is never fresher than the site",
                "let the web server pass /_sluice.php on to have it seen");
    }

    private static void strangeStores(int names, List<Finding> found) {
        if (names > 0) {
            found.add(Finding.warning(
                    PHP,
                    "another account has made " + names + " of the endpoint's names in PHP's temporary directory",
                    "the endpoint ignores them; another account tries to block releases, or to replay requests",
                    "see who made .sluice-* there (ls -ld), and give PHP a temporary directory of its own"));
        }
    }

    private static void outdated(OutdatedCode code, List<Finding> found) {
        if (code.isCertain()) {
            found.add(Finding.warning(
                    OPCACHE,
                    "PHP runs files as they were before they changed",
                    code.changed() + " changed since the last refresh",
                    OutdatedCode.REMEDY));
        }
    }

    /** How a release is taken up here, or what is in the way of that. */
    private static List<Finding> method(MethodChoice choice) {
        if (choice.obstacles().isEmpty()) {
            var method = choice.method().name().toLowerCase(Locale.ROOT);
            return List.of(Finding.ok(OPCACHE, "method " + method + ": " + choice.why()));
        }
        return choice.obstacles().stream()
                .map(some -> Finding.problem(OPCACHE, some.what(), some.why(), some.remedy()))
                .toList();
    }

    private static List<Finding> timestamps(EndpointState state) {
        var settings = state.opcache().settings();
        if (!settings.enabled() || !settings.validateTimestamps()) {
            return List.of();
        }
        return List.of(Finding.note(
                OPCACHE,
                "PHP checks for changed files (validate_timestamps=1, every " + settings.revalidateSeconds() + " s)",
                "each file costs a stat call, and a switch is followed file by file",
                "opcache.validate_timestamps=0: Sluice drops the cache itself"));
    }
}

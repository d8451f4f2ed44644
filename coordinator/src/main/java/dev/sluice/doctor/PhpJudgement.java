package dev.sluice.doctor;

import dev.sluice.endpoint.EndpointState;
import java.util.ArrayList;
import java.util.List;

/** What PHP's own settings mean for a switch. */
final class PhpJudgement {
    private static final String PHP = "php";
    private static final String OPCACHE = "opcache";

    private PhpJudgement() {}

    static List<Finding> of(EndpointState state, Visit.Expected expected) {
        var found = new ArrayList<Finding>();
        state.facts().ifPresent(facts -> {
            found.add(Finding.ok(PHP, facts.php() + ", " + state.worker().sapi()));
            found.add(root(facts.root()));
        });
        found.addAll(obstacles(state, expected.resets()));
        found.addAll(timestamps(state));
        return found;
    }

    private static Finding root(String root) {
        return switch (root) {
            case "resolved" -> Finding.ok(PHP, "the web server resolves current at each request ($realpath_root)");
            case "link" ->
                Finding.note(
                        PHP,
                        "the web server hands on the path through current ($document_root)",
                        "PHP goes on with old code until its caches are dropped; Sluice does that, and proves it",
                        "with $realpath_root in nginx a request that began before the switch keeps to one release");
            default ->
                Finding.warning(
                        PHP,
                        "the web server's document root is not <path>/current/<docroot>",
                        "the endpoint answers from elsewhere, and so may the site",
                        "compare root in the web server with path and release.docroot");
        };
    }

    private static List<Finding> obstacles(EndpointState state, boolean resets) {
        var settings = state.opcache().settings();
        var found = new ArrayList<Finding>();
        if (!settings.visible() && settings.restrictApi()) {
            found.add(obstacle(
                    "opcache.restrict_api does not cover the endpoint",
                    "neither state nor reset is allowed from the docroot",
                    "widen it to <path>, or set opcache.method to reload"));
        } else if (!settings.enabled() || !settings.visible()) {
            found.add(obstacle(
                    "OPcache is off",
                    "there is nothing to reset, and every request compiles",
                    "set opcache.enable=1, or opcache.method to none"));
        }
        if (settings.fileCache()) {
            found.add(obstacle(
                    "opcache.file_cache is set",
                    "it outlives a reset",
                    "set opcache.method to reload, with a cache directory for each release, or take it out"));
        }
        if (settings.preload()) {
            found.add(obstacle(
                    "opcache.preload is set", "what it loaded outlives a reset", "set opcache.method to reload"));
        }
        if (state.worker().zts()) {
            found.add(obstacle(
                    "PHP runs in threads", "a reset is not safe there", "restart the workers: opcache.method: reload"));
        }
        return found.stream()
                .map(finding -> resets ? finding : finding.with(Finding.Level.NOTE))
                .toList();
    }

    private static Finding obstacle(String what, String why, String remedy) {
        return Finding.problem(OPCACHE, what, why, remedy);
    }

    private static List<Finding> timestamps(EndpointState state) {
        var settings = state.opcache().settings();
        if (!settings.enabled() || !settings.validateTimestamps()) {
            return List.of();
        }
        return List.of(Finding.note(
                OPCACHE,
                "PHP looks for changed files (validate_timestamps=1, every " + settings.revalidateSeconds() + " s)",
                "each file costs a stat call, and a switch is followed file by file",
                "opcache.validate_timestamps=0: Sluice drops the cache itself"));
    }
}

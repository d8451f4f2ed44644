package dev.sluice.cli;

import dev.sluice.inventory.HostName;
import dev.sluice.inventory.InventoryReference;
import dev.sluice.playbook.Application;
import dev.sluice.playbook.PlaybookReference;
import dev.sluice.wiring.OpenSshConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The texts of a new inventory and playbook.
 *
 * @param site the playbook's name
 * @param hosts at least one
 * @param application whose layout the playbook describes
 * @param ssh settings from OpenSSH's configuration; none where it is not read
 */
record NewFiles(String site, List<HostName> hosts, Application application, Map<HostName, OpenSshConfig.Entry> ssh) {
    /** From this number on one bad host is no reason to revert all: it is left out, named and converged later. */
    private static final int LARGE = 20;

    /** From this number on a quarter of the hosts is more than one. */
    private static final int MIDDLE = 8;

    private static final String FIRST_THEN_QUARTERS =
            "  # One host first, then a quarter of all hosts at a time.\n  batches: [1, 25%]\n";
    private static final String ONE_BY_ONE = "  # One host at a time.\n  batches: [1]\n";

    private static final String USER = "deploy";
    private static final int PORT = 22;

    private String path() {
        return "/var/www/" + site;
    }

    /** @param project random id */
    String inventory(String project) {
        var list = hosts.stream().map(this::entry).collect(Collectors.joining("\n      "));
        return InventoryReference.example("first")
                .replace("host: www.example.com", "host: \"" + hosts.get(0) + "\"")
                .replace("7c1f09e2b64d4a0f93a85be1d27c60f4", project)
                .replace("/var/www/site", path())
                .replace("- web01.example.com", list);
    }

    private String entry(HostName host) {
        var found = Optional.ofNullable(ssh.get(host));
        var settings = found.map(NewFiles::settings).orElse("");
        return settings.isEmpty() ? "- \"" + host + "\"" : "- { name: \"" + host + "\"" + settings + " }";
    }

    private static String settings(OpenSshConfig.Entry entry) {
        var ssh = new ArrayList<String>();
        if (!entry.user().isEmpty() && !entry.user().equals(USER)) {
            ssh.add("user: \"" + entry.user() + "\"");
        }
        if (entry.port() != PORT) {
            ssh.add("port: " + entry.port());
        }
        entry.key().ifPresent(key -> ssh.add("key: \"" + key + "\""));
        entry.jump().ifPresent(jump -> ssh.add("jump: \"" + jump + "\""));
        return entry.address().map(address -> ", address: \"" + address + "\"").orElse("")
                + (ssh.isEmpty() ? "" : ", ssh: { " + String.join(", ", ssh) + " }");
    }

    /** @param key the reference to the endpoint's key, quoted */
    String playbook(String key) {
        var text = PlaybookReference.example("first");
        int release = text.indexOf("release:\n");
        int strategy = text.indexOf("strategy:\n");
        int health = text.indexOf("# What must be true");
        return (text.substring(0, release) + application.release() + "\n" + text.substring(strategy, health)
                        + application.health())
                .replace("{path}", path())
                .replace("name: site\n", "name: \"" + site + "\"\n")
                .replace(FIRST_THEN_QUARTERS, hosts.size() < MIDDLE ? ONE_BY_ONE : FIRST_THEN_QUARTERS)
                .replace("  on_failure: revert_all\n", "  on_failure: revert_all\n" + limits())
                .replace("file:~/.config/sluice/endpoint.pem", key);
    }

    /** What fits the number of hosts: a rollout never takes more of them out of service than the others can do without. */
    private String limits() {
        int count = hosts.size();
        if (count == 1) {
            return "  # With more than one host: how many stay in service at any time.\n  # min_available: 75%\n";
        }
        int available = count < MIDDLE ? 100 * (count - 1) / count : 75;
        var least = "  # So many of the hosts stay in service at any time.\n  min_available: " + available + "%\n";
        return count < LARGE
                ? least
                : least
                        + "  # A failed host is reverted and named, and the rollout continues; the second one ends it.\n"
                        + "  max_failed: 1\n"
                        + "  # Hosts that cannot be reached are left out and named; sluice converge releases to them later.\n"
                        + "  max_unreachable: 2\n";
    }
}

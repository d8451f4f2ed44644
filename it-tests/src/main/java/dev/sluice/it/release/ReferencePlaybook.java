package dev.sluice.it.release;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.playbook.PlaybookFile;
import dev.sluice.playbook.PlaybookReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The reference playbook as it is printed, but for values that no machine for tests can have: places of files, times that nobody waits for, a
 * window that is always open, and methods that have no function yet.
 */
public final class ReferencePlaybook {
    private final List<String> changed = new ArrayList<>();
    private String text = PlaybookReference.reference();

    private ReferencePlaybook() {}

    /**
     * For an operator with {@code endpoint.pem}, {@code signing.pub}, {@code password} and {@code token} beside the playbook.
     *
     * @param programs in place of what the tasks and a check run
     */
    public static ReferencePlaybook of(RealFleet fleet, StandIns programs) {
        var playbook = new ReferencePlaybook();
        playbook.files();
        playbook.times();
        playbook.programs(programs.directory());
        playbook.with("group: www-data", "group: " + fleet.webGroup())
                // To be another user needs sudo.
                .with("user: www-data", "user: " + fleet.sshUser())
                // Something that accepts.
                .with(
                        "127.0.0.1:6379",
                        fleet.host(1).address() + ":" + fleet.host(1).httpPort())
                .with("max_unreachable: 5%", "max_unreachable: 15%")
                // Nobody is notified, and no rollout minds.
                .with("https://hooks.example.com/deploys", "http://127.0.0.1:1/deploys")
                // Reloading is not built yet.
                .with("method: reload\n", "method: reset\n");
        return playbook;
    }

    private void files() {
        with("file:~/.config/sluice/endpoint.pem", "file:endpoint.pem")
                .with("file:~/.config/sluice/canary.pem", "file:endpoint.pem")
                .with("file:~/.config/sluice/record.pem", "file:endpoint.pem")
                .with("DB_PASSWORD: env:SHOP_DB_PASSWORD", "DB_PASSWORD: file:password")
                .with("Bearer env:DEPLOY_TOKEN", "Bearer file:token");
    }

    /** Where hosts look for programs is the product's own, whatever PATH a login has. */
    private void programs(Path directory) {
        with("run: php artisan config:cache", "run: " + directory + "/php artisan config:cache")
                .with("run: php artisan migrate --force", "run: " + directory + "/php artisan migrate --force")
                .with("run: sudo /usr/local/bin/drain", "run: " + directory + "/sudo /usr/local/bin/drain")
                .with("run: sudo /usr/local/bin/undrain", "run: " + directory + "/sudo /usr/local/bin/undrain")
                .with("run: sudo systemctl restart", "run: " + directory + "/sudo systemctl restart")
                .with("run: systemctl is-active", "run: " + directory + "/systemctl is-active");
    }

    private void times() {
        with("soak: 10m", "soak: 1s")
                .with("  soak: 30s", "  soak: 1s")
                .with("every: 2s", "every: 200ms")
                .with("timeout: 5s", "timeout: 30s")
                .with("max_latency: 800ms", "max_latency: 30s")
                .with("within: 30s", "within: 2m")
                .with("days: mon-thu", "days: mon-sun")
                .with("from: \"22:00\"", "from: \"00:00\"")
                .with("to: \"02:00\"", "to: \"24:00\"")
                .with("from: 2026-12-20", "from: 2020-12-20")
                .with("to: 2027-01-02", "to: 2021-01-02");
    }

    private ReferencePlaybook with(String value, String other) {
        if (text.split(java.util.regex.Pattern.quote(value), -1).length != 2) {
            throw new IllegalStateException("'" + value + "' is not once in the reference");
        }
        text = text.replace(value, other);
        changed.add(value.strip() + " -> " + other.strip());
        return this;
    }

    public String text() {
        return text;
    }

    /** Each value that was changed, with what it became. */
    public List<String> changed() {
        return List.copyOf(changed);
    }

    /**
     * The JSON pointers of all that a playbook says.
     *
     * @param directory where a file may be written
     */
    public static Set<String> keys(String playbook, Path directory) {
        try {
            var file = Files.writeString(Files.createTempFile(directory, "keys-", ".yml"), playbook);
            return new TreeSet<>(PlaybookFile.read(file).index().pointers());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a playbook", e);
        } catch (InvalidDocumentException e) {
            throw new IllegalStateException("not a playbook: " + e.getMessage(), e);
        }
    }
}

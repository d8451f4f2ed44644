package dev.sluice.cli;

import dev.sluice.document.SecretReference;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.InventoryReference;
import dev.sluice.playbook.Application;
import dev.sluice.playbook.PlaybookReference;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.wiring.KeyFiles;
import dev.sluice.wiring.OpenSshConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory to begin with: an inventory and a playbook, commented, and the schemas that editors check them with.
 *
 * @param hosts at least one
 * @param key the endpoint's private key, made if there is none
 * @param application whose layout the playbook describes
 * @param ssh settings of the hosts; none where they are not known
 */
public record NewProject(
        Path directory,
        List<HostName> hosts,
        Path key,
        Application application,
        Map<HostName, OpenSshConfig.Entry> ssh) {
    private static final String SCHEMAS = ".sluice";
    private static final String INVENTORY_SCHEMA = SCHEMAS + "/inventory.schema.json";
    private static final String PLAYBOOK_SCHEMA = SCHEMAS + "/playbook.schema.json";
    /** The group of all hosts in the example; a host and a group of one name would be taken for each other. */
    private static final String GROUP = "servers";

    private static final int LONGEST_NAME = 64;

    /** Without what OpenSSH knows, for a plain site. */
    public NewProject(Path directory, List<HostName> hosts, Path key) {
        this(directory, hosts, key, Application.PLAIN, Map.of());
    }

    public NewProject {
        hosts = hosts.stream().distinct().toList();
        ssh = Map.copyOf(ssh);
    }

    /**
     * What was made.
     *
     * @param kid id of the public half of a key that was made; empty when there was a key already
     */
    public record Made(Path inventory, Path playbook, Optional<String> kid) {}

    /**
     * Creates all files. Existing ones are never overwritten: when one exists, nothing is created at all.
     *
     * @throws RefusedException with everything that is in the way
     */
    public Made make() throws RefusedException {
        var files = files();
        refuseWhatIsThere(files);
        try {
            var kid = makeKey();
            Files.createDirectories(file(SCHEMAS));
            for (var file : files.entrySet()) {
                Files.writeString(
                        file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            return new Made(file("inventory.yml"), file("playbook.yml"), kid);
        } catch (IOException e) {
            throw refused("cannot be written: " + e, "choose another directory, or make this one writable");
        }
    }

    private Path file(String name) {
        return directory.resolve(name).normalize();
    }

    private Map<Path, String> files() throws RefusedException {
        var files = new LinkedHashMap<Path, String>();
        files.put(file(INVENTORY_SCHEMA), InventoryReference.schema());
        files.put(file(PLAYBOOK_SCHEMA), PlaybookReference.schema());
        files.put(file("inventory.yml"), inventory());
        files.put(file("playbook.yml"), playbook());
        return files;
    }

    private String inventory() throws RefusedException {
        if (hosts.contains(new HostName(GROUP))) {
            throw refused("has a group " + GROUP + ", so no host can have that name", "name the host as DNS does");
        }
        return withSchema(INVENTORY_SCHEMA, texts().inventory(randomId()));
    }

    private NewFiles texts() {
        return new NewFiles(site(), hosts, application, ssh);
    }

    /** The directory's name, as far as it can be a site's. */
    String site() {
        var name = Optional.ofNullable(directory.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("")
                .replaceAll("[^A-Za-z0-9._-]", "-")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "site" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** 128 bits: no two projects share one by chance. */
    private static String randomId() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String playbook() throws RefusedException {
        var reference = "file:" + key.toAbsolutePath().normalize();
        if (SecretReference.parse(reference).isEmpty()) {
            throw refused("cannot name the key " + key, "choose a path without control characters");
        }
        var home = "file:" + System.getProperty("user.home") + "/";
        var shared = reference.startsWith(home) ? "file:~/" + reference.substring(home.length()) : reference;
        return withSchema(PLAYBOOK_SCHEMA, texts().playbook("'" + shared.replace("'", "''") + "'"));
    }

    /** Editors with a YAML language server complete and check by this line. */
    private static String withSchema(String schema, String text) {
        return "# yaml-language-server: $schema=" + schema + "\n" + text;
    }

    private void refuseWhatIsThere(Map<Path, String> files) throws RefusedException {
        var there = files.keySet().stream()
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .map(file -> file + " exists already; it was left as it is")
                .toList();
        if (!there.isEmpty()) {
            throw new RefusedException(
                    Reason.USAGE, there, "use the existing files (sluice validate), or name another directory");
        }
    }

    private Optional<String> makeKey() throws RefusedException, IOException {
        return Files.exists(key) ? Optional.empty() : Optional.of(KeyFiles.generate(key));
    }

    private RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of("the project in " + directory + " " + what), next);
    }
}

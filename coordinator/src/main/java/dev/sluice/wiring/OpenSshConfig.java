package dev.sluice.wiring;

import dev.sluice.inventory.HostName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What OpenSSH's configuration sets for a host, asked of {@code ssh -G}, which reads {@code ~/.ssh/config} with all its rules and connects to nothing.
 * A {@code Match exec} there runs its program.
 *
 * @param program OpenSSH's client
 */
public record OpenSshConfig(String program) {
    private static final int SECONDS = 20;
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9_.:-]*");
    private static final Pattern KEY_FILE = Pattern.compile("[^\\x00-\\x1f\\x7f\"\\\\%]+");
    private static final Pattern JUMP = Pattern.compile(
            "(?:(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@)?(?<host>[A-Za-z0-9_][A-Za-z0-9_.-]*)(?::(?<port>[0-9]{1,5}))?");

    /** Settings that change how a host is reached and that no inventory has. */
    private static final List<String> INEXPRESSIBLE = List.of(
            "proxycommand", "hostkeyalias", "certificatefile", "bindaddress", "bindinterface", "pkcs11provider");

    /**
     * A host's settings, as keys of the inventory.
     *
     * @param address that the name is an alias of; empty where there is none
     * @param jump with the address, user and port of the jump host
     * @param notes what the inventory cannot express, one sentence each
     */
    public record Entry(
            Optional<String> address,
            String user,
            int port,
            Optional<String> key,
            Optional<String> jump,
            List<String> notes) {
        public Entry {
            notes = List.copyOf(notes);
        }
    }

    /** @throws RefusedException when ssh cannot be asked, or its configuration is wrong */
    public Entry of(HostName host) throws RefusedException {
        var settings = settings(host.value(), List.of());
        var unconfigured = settings(host.value(), List.of("-F", "/dev/null"));
        var notes = new ArrayList<String>();
        for (var name : INEXPRESSIBLE) {
            if (settings.containsKey(name) && !settings.get(name).equals(unconfigured.get(name))) {
                notes.add(host + ": " + name + " " + first(settings, name) + " has no key in an inventory");
            }
        }
        return new Entry(
                valid(host, "hostname", ADDRESS, settings, notes).filter(address -> !address.equals(host.value())),
                valid(host, "user", USER, settings, notes).orElse(""),
                Integer.parseInt(first(settings, "port")),
                key(host, settings, unconfigured, notes),
                jump(host, settings, notes),
                notes);
    }

    private static Optional<String> valid(
            HostName host, String name, Pattern form, Map<String, List<String>> settings, List<String> notes) {
        var value = first(settings, name);
        if (form.matcher(value).matches()) {
            return Optional.of(value);
        }
        notes.add(host + ": " + name + " '" + value + "' cannot be written in an inventory");
        return Optional.empty();
    }

    /** The first file that the configuration names; those that ssh tries by itself are not a choice. */
    private static Optional<String> key(
            HostName host,
            Map<String, List<String>> settings,
            Map<String, List<String>> unconfigured,
            List<String> notes) {
        var files = settings.getOrDefault("identityfile", List.of());
        if (files.isEmpty()
                || files.equals(unconfigured.get("identityfile"))
                || files.get(0).equals("none")) {
            return Optional.empty();
        }
        if (files.size() > 1) {
            notes.add(host + ": of " + files.size() + " identity files the first is used: " + files.get(0));
        }
        return valid(host, "identityfile", KEY_FILE, settings, notes);
    }

    private Optional<String> jump(HostName host, Map<String, List<String>> settings, List<String> notes)
            throws RefusedException {
        var value = first(settings, "proxyjump");
        if (value.isEmpty() || value.equals("none")) {
            return Optional.empty();
        }
        var match = JUMP.matcher(value);
        if (!match.matches()) {
            notes.add(host + ": proxyjump " + value + " cannot be written in an inventory: one [user@]host[:port]");
            return Optional.empty();
        }
        var bastion = of(new HostName(match.group("host")), notes);
        var user = Optional.ofNullable(match.group("user")).orElse(bastion.user());
        var port = Optional.ofNullable(match.group("port")).orElse(Integer.toString(bastion.port()));
        var address = bastion.address().orElse(match.group("host"));
        var bracketed = address.contains(":") ? "[" + address + "]" : address;
        return Optional.of((user.isEmpty() ? "" : user + "@") + bracketed + (port.equals("22") ? "" : ":" + port));
    }

    /** The jump host, which has settings of its own there; an inventory gives it the key of the host, and no jump. */
    private Entry of(HostName bastion, List<String> notes) throws RefusedException {
        var settings = settings(bastion.value(), List.of());
        if (!first(settings, "proxyjump").replace("none", "").isEmpty()) {
            notes.add(bastion + ": a jump host behind another one has no key in an inventory");
            return new Entry(
                    Optional.empty(), first(settings, "user"), 22, Optional.empty(), Optional.empty(), List.of());
        }
        var entry = of(bastion);
        notes.addAll(entry.notes());
        entry.key()
                .ifPresent(
                        key -> notes.add(
                                bastion + ": identityfile " + key
                                        + " is not used for the jump host, which uses the key of the host behind it; add it to the agent"));
        return entry;
    }

    private static String first(Map<String, List<String>> settings, String name) {
        return settings.getOrDefault(name, List.of("")).get(0);
    }

    private Map<String, List<String>> settings(String host, List<String> options) throws RefusedException {
        var words = new ArrayList<>(List.of(program, "-G"));
        words.addAll(options);
        words.addAll(List.of("--", host));
        var settings = new HashMap<String, List<String>>();
        run(words)
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .forEach(parts -> settings.computeIfAbsent(parts[0], name -> new ArrayList<>())
                        .add(parts[1]));
        return settings;
    }

    private static String run(List<String> words) throws RefusedException {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw refused(words, "gave no answer in " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw refused(
                        words,
                        "ended with " + process.exitValue() + ": "
                                + text.lines().limit(3).collect(Collectors.joining("; ")));
            }
            return text;
        } catch (IOException e) {
            throw refused(words, "cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(words, "was interrupted");
        }
    }

    private static RefusedException refused(List<String> words, String what) {
        return new RefusedException(
                Reason.USAGE,
                List.of(String.join(" ", words) + " " + what),
                "correct ~/.ssh/config, or leave out --ssh-config and write the settings into inventory.yml");
    }
}

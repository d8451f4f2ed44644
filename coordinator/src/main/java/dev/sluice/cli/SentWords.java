package dev.sluice.cli;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.ArtifactLocation.Local;
import dev.sluice.cli.ServedOptions.Kind;
import dev.sluice.inventory.HostSelector;
import dev.sluice.readiness.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The words of a command for a daemon: options that the environment here sets are among them, because the daemon's environment is not this one. Files that
 * belong to this machine are left out: what is uploaded, and where reports are written.
 */
final class SentWords {
    /** An artifact of the daemon's machine. */
    private static final String THERE = "daemon:";

    private final ParseResult command;
    private final CommandHost host;
    private final List<String> words;
    private Optional<Path> artifact = Optional.empty();
    private Optional<Path> reports = Optional.empty();

    /** @throws RefusedException where an option cannot be for a daemon */
    SentWords(ParseResult command, CommandHost host) throws RefusedException {
        this.command = command;
        this.host = host;
        var given = GivenWords.of(command, this::value);
        var operands = given.indexOf("--");
        var all = new ArrayList<>(operands < 0 ? given : given.subList(0, operands));
        for (var option : command.commandSpec().options()) {
            addDefault(option, all);
        }
        if (operands >= 0) {
            all.addAll(given.subList(operands, given.size()));
        }
        this.words = all;
    }

    /**
     * What is sent.
     *
     * @param upload what the daemon calls the artifact of this machine, if there is one
     */
    List<String> with(Optional<String> upload) {
        var all = new ArrayList<>(words);
        upload.ifPresent(reference -> all.add(operands(all), "--artifact=" + reference));
        return all;
    }

    private static int operands(List<String> words) {
        return words.contains("--") ? words.indexOf("--") : words.size();
    }

    /** The artifact of this machine, which is uploaded. */
    Optional<Path> artifact() {
        return artifact;
    }

    /** Where the daemon's reports are written here. */
    Optional<Path> reports() {
        return reports;
    }

    private void addDefault(OptionSpec option, List<String> all) throws RefusedException {
        var name = option.longestName();
        if (command.hasMatchedOption(name)) {
            return;
        }
        if (name.equals("--color") && host.isColoured()) {
            all.add("--color=always");
            return;
        }
        var set = environment(option);
        // Where records are here is no matter of the daemon.
        if (set == null || name.equals("--state")) {
            return;
        }
        if (ServedOptions.kind(option).filter(Kind.FIXED::equals).isPresent()) {
            throw ServerOptions.refused(
                    EnvironmentDefaults.variable(name) + " is set, and the daemon has the files of its sites",
                    "unset it for this command");
        }
        value(option, set).ifPresent(value -> all.add(name + "=" + value));
    }

    private @Nullable String environment(OptionSpec option) {
        return command.commandSpec().defaultValueProvider() instanceof EnvironmentDefaults defaults
                ? defaults.defaultValue(option)
                : null;
    }

    private Optional<String> value(OptionSpec option, String given) throws RefusedException {
        var kind = ServedOptions.kind(option);
        var value = kind.filter(Kind.SELECTOR::equals).isPresent() ? expanded(option, given) : given;
        ServedOptions.refuse(option, value);
        if (kind.filter(Kind.REPORTS::equals).isPresent()) {
            reports = Optional.of(Path.of(value));
            return Optional.of("reports");
        }
        if (option.longestName().equals("--color") && value.equalsIgnoreCase("auto")) {
            return Optional.of(host.isColoured() ? "always" : "never");
        }
        return kind.filter(Kind.ARTIFACT::equals).isPresent() ? location(value) : Optional.of(value);
    }

    /** {@code @FILE} is a file of this machine: its names are sent. */
    private static String expanded(OptionSpec option, String selector) throws RefusedException {
        if (!selector.contains("@")) {
            return selector;
        }
        try {
            return HostSelector.parse(List.of(selector), Path.of("")).toString();
        } catch (IllegalArgumentException e) {
            throw ServerOptions.refused(option.longestName() + ": " + e.getMessage(), "");
        }
    }

    private Optional<String> location(String value) {
        if (value.startsWith(THERE)) {
            return Optional.of(value.substring(THERE.length()));
        }
        if (ArtifactLocation.parse(value) instanceof Local local) {
            artifact = Optional.of(local.path());
            return Optional.empty();
        }
        return Optional.of(value);
    }
}

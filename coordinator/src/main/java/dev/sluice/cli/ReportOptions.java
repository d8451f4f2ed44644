package dev.sluice.cli;

import dev.sluice.report.ConsoleOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a rollout is reported: on the console, and in files. */
@SuppressWarnings("NullAway.Init")
final class ReportOptions {
    @Option(names = "--output-dir", paramLabel = "DIR", description = "where events.jsonl and result.json are written")
    private Optional<Path> outputDirectory;

    @Mixin
    private ColorOptions color;

    Optional<Path> outputDirectory() {
        return outputDirectory;
    }

    ConsoleOptions console(CommandHost host) {
        return color.console(host);
    }
}

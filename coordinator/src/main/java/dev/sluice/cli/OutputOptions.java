package dev.sluice.cli;

import dev.sluice.view.Listing;
import dev.sluice.view.ListingFormat;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Who reads what a command lists: people, or a program. */
@SuppressWarnings("NullAway.Init")
final class OutputOptions {
    /** The formats. */
    enum Format {
        TEXT,
        JSON,
        YAML
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json or yaml (default: ${DEFAULT-VALUE}); the last two are stable objects")
    private Format format;

    void show(Listing listing, PrintWriter out, Runnable text) {
        switch (format) {
            case TEXT -> text.run();
            case JSON -> out.print(ListingFormat.JSON.text(listing));
            case YAML -> out.print(ListingFormat.YAML.text(listing));
        }
        out.flush();
    }

    /** Whether a command prints for people: those without the option do. */
    static boolean forPeople(CommandSpec command) {
        var option = command.findOption("--output");
        return option == null || option.getValue() == Format.TEXT;
    }

    boolean forPeople() {
        return format == Format.TEXT;
    }
}

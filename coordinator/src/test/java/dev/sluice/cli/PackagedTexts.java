package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what packages contain beside the jars, from the commands themselves: the manual pages in AsciiDoc, and the completion for bash. Run by the build.
 * Argument: the directory to write to.
 */
public final class PackagedTexts {
    private PackagedTexts() {}

    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        var line = SluiceCommand.commandLine();
        var completions = Files.createDirectories(directory.resolve("completions"));
        Files.writeString(completions.resolve("sluice"), AutoComplete.bash("sluice", line));
        manual(line, Files.createDirectories(directory.resolve("man")));
    }

    private static void manual(CommandLine line, Path directory) throws IOException {
        int code =
                ManPageGenerator.generateManPage(directory.toFile(), null, new boolean[0], true, line.getCommandSpec());
        if (code != 0) {
            throw new IOException("the manual pages could not be written to " + directory + ": " + code);
        }
    }
}

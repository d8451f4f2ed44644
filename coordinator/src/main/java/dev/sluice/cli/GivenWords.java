package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The words of a command, written anew from what the parser made of them: one word for each option, so that no value is mistaken for anything else. */
final class GivenWords {
    private GivenWords() {}

    /** What another process receives in the place of a value; empty where the option is not for it. */
    @FunctionalInterface
    interface Replacement {
        Optional<String> of(OptionSpec option, String value) throws RefusedException;
    }

    /** The command whose words were given last: that of {@code hosts disable} is {@code disable}. */
    static ParseResult command(ParseResult line) {
        var command = line;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command;
    }

    /** The words of a command without those of the root, such as {@code hosts disable}. */
    static String name(ParseResult command) {
        var qualified = command.commandSpec().qualifiedName(" ");
        var root = command.commandSpec().root().qualifiedName(" ");
        return qualified.substring(root.length()).strip();
    }

    /** The words of the command with its options; those of the commands above it are not for it. */
    static List<String> of(ParseResult command, Replacement replacement) throws RefusedException {
        var words = new ArrayList<>(List.of(name(command).split(" ")));
        for (var option : command.matchedOptionsSet()) {
            add(option, replacement, words);
        }
        var operands = command.matchedPositionals().stream()
                .distinct()
                .flatMap(operand -> operand.stringValues().stream())
                .toList();
        if (!operands.isEmpty()) {
            words.add("--");
            words.addAll(operands);
        }
        return words;
    }

    private static void add(OptionSpec option, Replacement replacement, List<String> words) throws RefusedException {
        if (option.arity().max() == 0) {
            words.add(Boolean.TRUE.equals(option.getValue()) ? option.longestName() : option.longestName() + "=false");
            return;
        }
        // The parser keeps no value that is empty.
        var values = option.stringValues().isEmpty() ? List.of("") : option.stringValues();
        for (var value : values) {
            replacement.of(option, value).ifPresent(sent -> words.add(option.longestName() + "=" + sent));
        }
    }
}

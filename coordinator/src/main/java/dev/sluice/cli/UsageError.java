package dev.sluice.cli;

import dev.sluice.view.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments that cannot be read: three lines of help, and the error last, next to the prompt. */
final class UsageError implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        var command = failure.getCommandLine();
        var err = command.getErr();
        help(command.getCommandSpec()).forEach(err::println);
        err.println("sluice: " + UsageWords.of(failure) + suggestion(failure));
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static List<String> help(CommandSpec spec) {
        var name = spec.qualifiedName();
        var operands = spec.positionalParameters().stream()
                .map(operand -> operand.arity().min() == 0 ? "[" + operand.paramLabel() + "]" : operand.paramLabel())
                .collect(Collectors.joining(" "));
        var usage = spec.subcommands().isEmpty() ? name + " [OPTIONS] " + operands : name + " COMMAND [OPTIONS]";
        return List.of("  usage    " + usage.strip(), "  example  " + example(spec), "  help     " + name + " --help");
    }

    /** The last line of the help is one. */
    private static String example(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("sluice "))
                .reduce((one, later) -> later)
                .orElse(spec.qualifiedName());
    }

    private static String suggestion(ParameterException failure) {
        var suggestions = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.<String>of();
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }
}

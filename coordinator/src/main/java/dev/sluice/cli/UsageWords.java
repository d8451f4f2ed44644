package dev.sluice.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with arguments, in the words of the help: those of the parser are about indices and types. */
final class UsageWords {
    private UsageWords() {}

    static String of(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (failure instanceof MissingParameterException missing) {
            return missing.getMissing().stream()
                    .map(argument -> isGiven(missing) ? needsValue(argument) : isMissing(argument))
                    .collect(Collectors.joining("; "));
        }
        if (failure instanceof OverwrittenOptionException repeated) {
            return name(repeated.getOverwritten()) + " is given more than once";
        }
        var argument = failure.getArgSpec();
        if (argument == null) {
            return String.valueOf(failure.getMessage());
        }
        return value(argument, failure);
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        var first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return "Unknown option: '" + first + "'";
        }
        return unmatched.getCommandLine().getSubcommands().isEmpty()
                ? "'" + first + "' is one argument too many"
                : "there is no command '" + first + "'";
    }

    /** The parser has one type for an option that is missing and for one whose value is. */
    private static boolean isGiven(MissingParameterException missing) {
        return String.valueOf(missing.getMessage()).contains(" parameter for option ");
    }

    private static String needsValue(ArgSpec argument) {
        return name(argument) + " needs a value: " + argument.paramLabel();
    }

    private static String isMissing(ArgSpec argument) {
        return name(argument) + " is missing: " + String.join(" ", argument.description());
    }

    private static String value(ArgSpec argument, ParameterException failure) {
        if (failure.getValue() == null || failure.getValue().isEmpty()) {
            return needsValue(argument);
        }
        var given = name(argument) + " is '" + failure.getValue() + "'";
        var choices = choices(argument.type());
        if (!choices.isEmpty()) {
            return given + ", and has to be " + String.join(" or ", choices);
        }
        return failure.getCause() instanceof TypeConversionException own && !isOfParser(own)
                ? given + ": " + own.getMessage()
                : given + ", which is no " + argument.paramLabel();
    }

    /** Such as {@code 'two' is not an int}; a converter of ours has words of its own. */
    private static boolean isOfParser(TypeConversionException failure) {
        return String.valueOf(failure.getMessage()).matches("'.*' is not an? \\w+");
    }

    private static List<String> choices(Class<?> type) {
        var constants = type.getEnumConstants();
        return constants == null
                ? List.of()
                : Arrays.stream(constants)
                        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                        .toList();
    }

    static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}

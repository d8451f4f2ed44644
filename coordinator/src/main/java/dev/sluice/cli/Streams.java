package dev.sluice.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How text leaves this process: as UTF-8 where the locale's name has it, although the machine may not have the locale, and otherwise in ASCII forms.
 * Java itself prints a question mark for every character that is not in the charset of the locale.
 */
enum Streams {
    UTF_8,
    ASCII;

    /** @param override {@code ascii} from the launcher, which has changed the locale */
    static Streams of(Map<String, String> environment, String override) {
        var locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        var utf8 = locale.contains("utf-8") || locale.contains("utf8");
        return utf8 && !override.equals("ascii") ? UTF_8 : ASCII;
    }

    PrintWriter over(PrintStream stream) {
        var utf8 = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        return new PrintWriter(this == ASCII ? new AsciiWriter(utf8) : utf8, true);
    }
}

package dev.sluice.document;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * Patterns of a schema as JavaScript means them: there {@code $} is the end of the text, in Java it is also before a last line
 * break, which would let {@code "web01\n"} pass for a host's name.
 */
final class WholeTextPattern {
    private WholeTextPattern() {}

    static RegularExpression of(String pattern) {
        var compiled = Pattern.compile(pattern.replace("$", "\\z"));
        return text -> compiled.matcher(text).find();
    }
}

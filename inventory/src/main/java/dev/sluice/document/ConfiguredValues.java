package dev.sluice.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads headers and variables, whose values may be references to secrets, and refuses secrets written in plain text. */
public final class ConfiguredValues {
    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i)(proxy-)?authorization|cookie|.*-(token|secret|password|api-?key)");
    private static final Pattern SECRET_VARIABLE =
            Pattern.compile("(?i)(.*_)?(password|passwd|passphrase|secret|token|api_?key|private_?key)");
    private static final Pattern MEANT_AS_REFERENCE = Pattern.compile("(\\S+ )?(env|file|command):.*");

    private ConfiguredValues() {}

    /** Headers by name. */
    public static Map<String, ConfiguredValue> headers(Section section, String key) {
        var headers = section.section(key);
        headers.keys().stream()
                .filter(name -> name.equalsIgnoreCase("host"))
                .forEach(name ->
                        headers.problem(name, "the Host header is set by web.host, which sets the name for TLS too"));
        return read(headers, SECRET_HEADER);
    }

    /** Environment variables by name. */
    public static Map<String, ConfiguredValue> variables(Section section, String key) {
        return read(section.section(key), SECRET_VARIABLE);
    }

    private static Map<String, ConfiguredValue> read(Section section, Pattern secretName) {
        var result = new LinkedHashMap<String, ConfiguredValue>();
        for (var name : section.keys()) {
            var secret = secretName.matcher(name).matches();
            section.parsed(name, text -> checked(text, secret))
                    .ifPresent(value -> result.put(name, section.document().locate(value)));
        }
        return InOrder.copyOf(result);
    }

    private static ConfiguredValue checked(String text, boolean mustBeReference) {
        var value = ConfiguredValue.parse(text);
        if (value.secret().isPresent() || text.isEmpty()) {
            return value;
        }
        if (mustBeReference) {
            throw new IllegalArgumentException(
                    "a secret must not be written in this file: write a reference, env:NAME, file:PATH or "
                            + "command:PROGRAM ARGS, after its prefix if it has one");
        }
        if (MEANT_AS_REFERENCE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "this resembles a reference to a secret, but is not one: write env:NAME, file:PATH or command:PROGRAM ARGS");
        }
        return value;
    }
}

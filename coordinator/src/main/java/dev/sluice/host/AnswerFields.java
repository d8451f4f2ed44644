package dev.sluice.host;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HostText;
import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the values of one line of a host script's answer, each within the bounds of its kind. One that is missing, of another kind or out of
 * bounds is a failure of that host.
 */
public final class AnswerFields {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final int SHOWN = 40;

    private final HostName host;
    private final String script;
    private final Map<String, String> values;

    public AnswerFields(HostName host, String script, Map<String, String> values) {
        this.host = host;
        this.script = script;
        this.values = Map.copyOf(values);
    }

    /**
     * An id, a digest, an account: one line that is compared, and that can be shown as it is. The only value that is no {@link HostText}.
     */
    public String identifier(String key) throws HostException {
        return line(key, AnswerLimits.NAME_CHARS);
    }

    /** The same; empty where the host sends no value. */
    public Optional<String> someIdentifier(String key) throws HostException {
        return Optional.of(identifier(key)).filter(value -> !value.isEmpty());
    }

    /**
     * One line, such as a path: answers of our scripts contain no control or invisible character there.
     *
     * @param most characters
     */
    public HostText text(String key, int most) throws HostException {
        return HostText.of(line(key, most));
    }

    /** Several lines, the output of a program, or text that a person wrote: each character is possible. */
    public HostText output(String key, int most) throws HostException {
        return HostText.of(value(key, most));
    }

    /**
     * Bytes, of which each is two hexadecimal digits.
     *
     * @param most digits
     */
    public byte[] bytes(String key, int most) throws HostException {
        try {
            return HexFormat.of().parseHex(value(key, most));
        } catch (IllegalArgumentException e) {
            throw wrong(key + " is not hexadecimal");
        }
    }

    private String line(String key, int most) throws HostException {
        var value = value(key, most);
        if (!HarmlessText.isHarmless(value)) {
            throw wrong(key + " has characters that cannot be shown: '" + HarmlessText.line(value, SHOWN) + "'");
        }
        return value;
    }

    private String value(String key, int most) throws HostException {
        var value = values.get(key);
        if (value == null) {
            throw wrong(key + " is missing");
        }
        if (value.length() > most) {
            throw wrong(key + " has " + value.length() + " characters, more than " + most);
        }
        return value;
    }

    /** The same; empty where the host sends no value. */
    public Optional<HostText> some(String key, int most) throws HostException {
        return Optional.of(text(key, most)).filter(value -> !value.isEmpty());
    }

    /** A whole number from 0. */
    public long number(String key, long most) throws HostException {
        return between(key, 0, most);
    }

    /** The same; empty where the host does not know. */
    public OptionalLong someNumber(String key, long most) throws HostException {
        return line(key, AnswerLimits.LIST_CHARS).isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(key, most));
    }

    /** Time between two readings of a host's clock, which may have been set back; empty where the host does not know. */
    public Optional<Duration> someTime(String key) throws HostException {
        return line(key, AnswerLimits.LIST_CHARS).isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(between(key, -AnswerLimits.SECONDS, AnswerLimits.SECONDS)));
    }

    private long between(String key, long least, long most) throws HostException {
        var digits = line(key, AnswerLimits.LIST_CHARS);
        if (!NUMBER.matcher(digits).matches() || Long.parseLong(digits) < least || Long.parseLong(digits) > most) {
            throw wrong(
                    key + " is '" + HarmlessText.line(digits, SHOWN) + "', not a number from " + least + " to " + most);
        }
        return Long.parseLong(digits);
    }

    /** One of some words: the constants in lower case, with a dash for each underscore. */
    public <E extends Enum<E>> E word(String key, Class<E> words) throws HostException {
        var word = line(key, AnswerLimits.LIST_CHARS);
        for (var each : words.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return each;
            }
        }
        throw wrong(key + " is '" + HarmlessText.line(word, SHOWN) + "', which is none of its values");
    }

    /** {@code yes} or {@code no}. */
    public boolean yes(String key) throws HostException {
        return word(key, YesOrNo.class) == YesOrNo.YES;
    }

    private enum YesOrNo {
        YES,
        NO
    }

    /** Words with commas between them. */
    public Set<String> words(String key) throws HostException {
        return Arrays.stream(line(key, AnswerLimits.TEXT_CHARS).split(",", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param why what is wrong with it, as half a sentence */
    public HostException wrong(String why) {
        return ConversationException.broken(script, why).on(host);
    }
}

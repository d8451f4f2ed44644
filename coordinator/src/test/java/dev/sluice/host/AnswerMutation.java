package dev.sluice.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a host that was broken into can make of one line of a script's answer. */
public enum AnswerMutation {
    LONG("a".repeat(20_000)),
    LONGER_THAN_A_LINE("a".repeat(300_000)),
    NEGATIVE("-1"),
    LARGEST_LONG("9223372036854775807"),
    HUGE("9223372036854775808"),
    TWENTY_FIVE_DIGITS("1234567890123456789012345"),
    EXPONENT("1e300"),
    EMPTY(""),
    WRONG_TYPE("perhaps"),
    BINARY("\u0001\u0080\u00fe\u00ff"),
    NUL("a%00b"),
    ESCAPES("%1B[2J%1B]0;x%07%0Asluice:%20forged%0D"),
    BAD_PERCENT("%zz%4%"),
    BAD_UTF8("%C3%28%F0%9F%FF"),
    WORDS_TWICE("tar,tar,tar"),
    REPEATED,
    MISSING,
    WITHOUT_A_NAME,
    MANY_FIELDS,
    OTHER_WORD,
    CUT,
    LINE_REPEATED,
    LINE_MISSING,
    MANY_LINES;

    private static final int MANY = 30_000;

    private final Optional<String> value;

    AnswerMutation() {
        this.value = Optional.empty();
    }

    AnswerMutation(String value) {
        this.value = Optional.of(value);
    }

    /**
     * The lines in place of one.
     *
     * @param line each byte a character, from the nonce on, without its line feed
     * @param which of its fields
     */
    public List<String> of(String line, int which) {
        var words = new ArrayList<>(Arrays.asList(line.split(" ")));
        int first = words.get(1).equals("ERR") ? 3 : 2;
        int at = first + which % Math.max(1, words.size() - first);
        if (at >= words.size()) {
            words.add("made=up");
            at = words.size() - 1;
        }
        var key = words.get(at).replaceFirst("=.*", "");
        if (value.isPresent()) {
            words.set(at, key + "=" + value.get());
            return List.of(String.join(" ", words));
        }
        return switch (this) {
            case MISSING -> List.of(without(words, at));
            case REPEATED -> List.of(line + " " + words.get(at) + "0");
            case WITHOUT_A_NAME -> List.of(line + " =" + " nothing");
            case MANY_FIELDS -> List.of(line + manyFields());
            case OTHER_WORD -> List.of(line.replaceFirst(" [A-Z]+", " OKAY"));
            case CUT -> List.of(line.substring(0, line.length() * 2 / 3));
            case LINE_REPEATED -> List.of(line, line);
            case LINE_MISSING -> List.of();
            case MANY_LINES -> Collections.nCopies(MANY, line.replaceFirst(" [A-Z]+", " ROW"));
            default -> throw new IllegalStateException(name());
        };
    }

    private static String without(List<String> words, int at) {
        var fewer = new ArrayList<>(words);
        fewer.remove(at);
        return String.join(" ", fewer);
    }

    private static String manyFields() {
        var fields = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            fields.append(" k")
                    .append(Integer.toString(i, 26).replaceAll("[0-9]", "_"))
                    .append("=v");
        }
        return fields.toString();
    }
}

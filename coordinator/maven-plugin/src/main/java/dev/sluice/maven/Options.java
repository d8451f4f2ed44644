package dev.sluice.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a command, in the order in which they were added. An option without a value is left out. */
final class Options {
    private final List<String> words = new ArrayList<>();

    Options(String command) {
        words.add(command);
    }

    /** An option and its value in one word, so that a value that begins with a hyphen is no option. */
    Options add(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            words.add(name + "=" + value);
        }
        return this;
    }

    /** An option that belongs before the command. */
    Options first(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            words.add(0, name + "=" + value);
        }
        return this;
    }

    Options add(String name, @Nullable File value) {
        return add(name, value == null ? null : value.getPath());
    }

    Options add(String name, @Nullable Integer value) {
        return add(name, value == null ? null : value.toString());
    }

    Options addEach(String name, @Nullable List<String> values) {
        if (values != null) {
            values.forEach(value -> add(name, value));
        }
        return this;
    }

    /** A word as it is: an option that has no value, or an operand. */
    Options word(@Nullable String word) {
        if (word != null && !word.isEmpty()) {
            words.add(word);
        }
        return this;
    }

    List<String> words() {
        return List.copyOf(words);
    }
}

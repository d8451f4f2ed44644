package dev.sluice.web.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that a person can have done: a form that is sent with one click, or one that is opened first because it asks for more.
 *
 * @param name the last part of the address that the form is sent to
 * @param key unique on its page
 * @param fields hidden ones, besides {@code csrf}
 * @param ask what it asks for before; empty for one click
 */
record Act(String name, String key, String label, Weight weight, List<Field> fields, Optional<Ask> ask) {
    Act {
        fields = List.copyOf(fields);
    }

    /** How it is drawn. */
    enum Weight {
        /** What is most likely wanted. */
        MAIN,
        PLAIN,
        /** It reverts or stops. */
        STRONG
    }

    record Field(String name, String value) {}

    /**
     * What is asked for. The reason is for the record.
     *
     * @param effect what will happen, for people
     * @param submit the words of the button
     * @param confirm the name to type; empty where only a reason is asked for
     */
    record Ask(String title, String effect, String submit, String confirm) {
        // For templates.

        boolean confirms() {
            return !confirm.isEmpty();
        }
    }

    static Act click(String name, String label, Weight weight, Field... fields) {
        return new Act(name, name, label, weight, List.of(fields), Optional.empty());
    }

    Act asking(Ask question) {
        return new Act(name, key, label, weight, fields, Optional.of(question));
    }

    /** The same with a key of its own, for a page that has several. */
    Act keyed(String other) {
        return new Act(name, name + "-" + other, label, weight, fields, ask);
    }

    // For templates.

    boolean opens() {
        return ask.isPresent();
    }

    String css() {
        return weight.name().toLowerCase(Locale.ROOT);
    }

    List<Ask> question() {
        return ask.stream().toList();
    }
}

package dev.sluice.view;

import java.util.Locale;

/** How a value of an enum is written, for people and programs. */
public final class EnumWord {
    private EnumWord() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

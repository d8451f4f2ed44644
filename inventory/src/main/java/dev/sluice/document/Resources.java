package dev.sluice.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that are shipped beside a class. */
public final class Resources {
    private Resources() {}

    /** The text of a resource, which must exist. */
    public static String text(Class<?> owner, String name) {
        try (var in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing in it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program is incomplete: " + name + " cannot be read", e);
        }
    }
}

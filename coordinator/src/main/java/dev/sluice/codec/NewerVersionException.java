package dev.sluice.codec;

import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** A newer Sluice wrote this; only that version or a newer one can read it. */
public final class NewerVersionException extends CodecException {
    private static final long serialVersionUID = 1L;
    private static final String NEXT = "; use the Sluice that wrote it, or a newer one";

    /**
     * @param what such as {@code the plan} or {@code the event HostLocked}
     * @param known the highest version that can be read; 0 if the type is unknown
     */
    NewerVersionException(String what, int found, int known) {
        super(what + " has version " + found + ", and this Sluice reads "
                + (known == 0 ? "no such type" : "up to version " + known) + NEXT);
    }

    /** A field that this version does not have. */
    NewerVersionException(String what, UnrecognizedPropertyException field) {
        super(what + " has the field " + field.getPropertyName() + ", which is unknown to this Sluice" + NEXT, field);
    }
}

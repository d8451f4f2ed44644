package dev.sluice.operation;

import java.util.regex.Pattern;

/** Who may promote a rollout. */
public enum Approver {
    ANYBODY,
    /** Not the one who started it. */
    ANOTHER;

    /** After the name of a person or a program, records have the process, or a reason. */
    private static final Pattern MORE = Pattern.compile("[,:] ");

    /**
     * Whether this actor may promote what that one started.
     *
     * @param actor such as {@code alice: checked by hand} or {@code token jenkins}
     */
    boolean allows(String actor, String starter) {
        return this == ANYBODY || !name(actor).equals(name(starter));
    }

    private static String name(String actor) {
        return MORE.split(actor, 2)[0];
    }
}

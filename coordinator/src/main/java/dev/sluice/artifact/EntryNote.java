package dev.sluice.artifact;

/** A kind of remark about entries, reported once for all of them. */
interface EntryNote {
    /** In the singular, as the start of a line. */
    String what();

    /** Why it matters and what to do. */
    String advice();
}

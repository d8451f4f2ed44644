package dev.sluice.notify;

/** A message was not accepted; the words are for people and contain no secret. */
final class UndeliveredException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    enum Kind {
        /** There was no answer: the next message would not be accepted either. */
        SILENT,
        /** It was answered that it may be accepted later. */
        LATER,
        /** It is never accepted as it is. */
        NEVER
    }

    private final Kind kind;

    UndeliveredException(Kind kind, String words) {
        super(words);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}

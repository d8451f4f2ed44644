package dev.sluice.access;

/** Whether it is known who sent a request. */
public sealed interface Recognition {
    /** It is. */
    record Known(Caller caller) implements Recognition {}

    /**
     * It is not.
     *
     * @param why for the sender, without what would help to guess
     */
    record Unknown(Reason reason, String why) implements Recognition {}

    /** Why a sender is not known. */
    enum Reason {
        /** The request shows nothing of its sender. */
        MISSING,
        MALFORMED,
        /** Unknown, revoked, or with another secret: the sender does not learn which. */
        NO_SUCH_TOKEN,
        EXPIRED,
        /** The header of a person, not sent by a proxy that is trusted. */
        UNTRUSTED_PROXY
    }
}

package dev.sluice.host;

import java.time.Duration;

/** The limits of a host's answer, in one place: more than that is a failure of that host. */
public final class AnswerLimits {
    /** Of one line of an answer, in bytes; an ignored line may be longer. */
    static final int LINE_BYTES = 262_144;

    /** Of all output of a host in one conversation. */
    static final int TOTAL_BYTES = 16_777_216;

    /** Of the output of a program that a script passes on: ten megabytes, of which every byte may be encoded as three. */
    static final int OUTPUT_BYTES = 50_331_648;

    static final int ROWS = 10_000;

    /** Of one line; no script sends half as many. */
    static final int FIELDS = 64;

    /** Of a file's name, an id, a user. */
    public static final int NAME_CHARS = 255;

    /** Of a path, a link's text, a sentence. */
    public static final int TEXT_CHARS = 4096;

    /** Of a list, one entry a line. */
    public static final int LIST_CHARS = 65_536;

    /** Of the numbers of the lines that a host lacks of a manifest. */
    public static final int RANGES_CHARS = 131_072;

    /** Of a number of files, processes and the like. */
    public static final int COUNT = 100_000_000;

    /** Of an age, a time to live, a moment since 1970: 300 years. */
    public static final long SECONDS = 9_999_999_999L;

    /** Of room on a disk, in KiB or inodes: their bytes are a long. */
    public static final long ROOM = 1_000_000_000_000_000L;

    /** Of a fence, which only grows. */
    public static final long TOKEN = 999_999_999_999_999_999L;

    /** Of a record's plan. */
    public static final int PLAN_BYTES = 16 << 20;

    /** Of a record's journal: a hundred thousand events. */
    public static final int JOURNAL_BYTES = 64 << 20;

    /** Of a record's signed head: one line. */
    public static final int HEAD_BYTES = 4096;

    /** Of a payload's upload and its answer together. */
    private static final Duration UPLOAD = Duration.ofHours(12);

    private static final int SILENCES = 10;

    private AnswerLimits() {}

    /** How long a conversation may take, however often the host shows a sign of life. */
    static Duration longest(HostCommand.Input input, Duration silence) {
        return input instanceof HostCommand.Payload ? UPLOAD : silence.multipliedBy(SILENCES);
    }
}

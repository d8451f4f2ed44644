package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One record of a journal, as its line without the line feed: {@code {"seq":3,"group":2,"prev":"<64 hex>","event":{…},"sum":"<8 hex>"}}, without
 * spaces, in this order, ASCII only. The sum is the CRC-32C of all bytes before {@code ,"sum":}.
 *
 * @param seq from 0
 * @param group the number of the first record of the same append: all records before it were synced before this one was written
 * @param prev SHA-256 of the line before; of the plan's bytes in the first one
 * @param event as the codec writes it
 */
record JournalLine(long seq, long group, String prev, String event) {
    private static final Pattern FORM = Pattern.compile(
            "\\{\"seq\":(0|[1-9]\\d{0,17}),\"group\":(0|[1-9]\\d{0,17}),\"prev\":\"([0-9a-f]{64})\",\"event\":(\\{.*\\})");
    private static final int SUM_LENGTH = ",\"sum\":\"01234567\"}".length();

    String text() {
        var body = "{\"seq\":" + seq + ",\"group\":" + group + ",\"prev\":\"" + prev + "\",\"event\":" + event;
        return body + sum(body);
    }

    /** Reads a line; empty if it is not as it was written. */
    static Optional<JournalLine> sound(String text) {
        int end = text.length() - SUM_LENGTH;
        if (end < 0 || !text.substring(end).equals(sum(text.substring(0, end)))) {
            return Optional.empty();
        }
        var form = FORM.matcher(text).region(0, end);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new JournalLine(
                Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), form.group(3), form.group(4)));
    }

    private static String sum(String body) {
        var crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return ",\"sum\":\"%08x\"}".formatted(crc.getValue());
    }
}

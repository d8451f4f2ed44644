package dev.sluice.document;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address as people and servers write it: {@code ::1}, {@code [::1]} and {@code 0:0:0:0:0:0:0:1} are one. No name is ever resolved. */
public final class IpAddress {
    private static final String PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile(PART + "(\\." + PART + "){3}");
    /** Something with colons is no name, for which {@link InetAddress} would ask a server. */
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]+");

    private IpAddress() {}

    /** The address in one form; empty when the text is none. */
    public static Optional<String> normalize(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!FOUR.matcher(bare).matches() && !SIX.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}

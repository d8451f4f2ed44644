package dev.sluice.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The hosts that a name with ranges means: {@code web[08:10]} is web08, web09 and web10, both ends included. */
final class HostRange {
    static final int MAX_HOSTS = 10_000;

    private static final Pattern RANGE = Pattern.compile("\\[([0-9]{1,9}):([0-9]{1,9})]");

    private HostRange() {}

    /**
     * All names, padded with zeros as the left bound is.
     *
     * @throws IllegalArgumentException when a range runs backwards, is too long or makes no legal name
     */
    static List<HostName> expand(String written) {
        var names = List.of(written);
        while (names.get(0).indexOf('[') >= 0) {
            var longer = new ArrayList<String>();
            for (var name : names) {
                longer.addAll(first(name, MAX_HOSTS - longer.size()));
            }
            names = longer;
        }
        for (var name : names) {
            if (!HostName.isLegal(name)) {
                throw new IllegalArgumentException(
                        "makes the host name " + name + ", which is longer than 253 characters");
            }
        }
        return names.stream().map(HostName::new).toList();
    }

    private static List<String> first(String name, int room) {
        var match = RANGE.matcher(name);
        if (!match.find()) {
            throw new IllegalArgumentException("is no range; a range is [FIRST:LAST]");
        }
        var from = Integer.parseInt(match.group(1));
        var to = Integer.parseInt(match.group(2));
        if (from > to) {
            throw new IllegalArgumentException("the range " + match.group() + " runs backwards; did you mean ["
                    + match.group(2) + ":" + match.group(1) + "]");
        }
        if (to - from >= room) {
            throw new IllegalArgumentException(
                    "the range " + match.group() + " makes more than " + MAX_HOSTS + " hosts");
        }
        var width = match.group(1).length();
        var names = new ArrayList<String>();
        for (int number = from; number <= to; number++) {
            var digits = Integer.toString(number);
            var padded = "0".repeat(Math.max(0, width - digits.length())) + digits;
            names.add(name.substring(0, match.start()) + padded + name.substring(match.end()));
        }
        return names;
    }
}

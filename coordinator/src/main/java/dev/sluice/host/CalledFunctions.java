package dev.sluice.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shell script without the functions that nothing in it names. A function begins with a line of its name, two brackets and the one that opens it, and ends with the
 * next line that is its bracket alone; a name counts wherever it is in the text that stays.
 */
final class CalledFunctions {
    private static final Pattern BEGIN = Pattern.compile("([a-z_]+)\\(\\) ([{(])");
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    /** @param name empty for what is outside of functions */
    private record Part(String name, List<String> lines) {
        boolean isNamedIn(Set<String> words) {
            return name.isEmpty() || words.contains(name);
        }

        Set<String> words() {
            return lines.stream()
                    .skip(name.isEmpty() ? 0 : 1)
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> WORD.matcher(line).results().map(word -> word.group()))
                    .collect(Collectors.toSet());
        }
    }

    private CalledFunctions() {}

    /** The lines that stay. */
    static List<String> of(List<String> script) {
        var parts = parts(script);
        Set<String> named = new HashSet<>();
        var waiting = parts;
        while (true) {
            var found = waiting.stream().filter(part -> part.isNamedIn(named)).toList();
            if (found.isEmpty()) {
                break;
            }
            found.forEach(part -> named.addAll(part.words()));
            waiting = waiting.stream().filter(part -> !found.contains(part)).toList();
        }
        return parts.stream()
                .filter(part -> part.isNamedIn(named))
                .flatMap(part -> part.lines().stream())
                .toList();
    }

    private static List<Part> parts(List<String> script) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < script.size()) {
            var begin = BEGIN.matcher(script.get(at));
            int end = begin.matches() ? end(script, at, begin.group(2)) : at;
            parts.add(new Part(begin.matches() ? begin.group(1) : "", script.subList(at, end + 1)));
            at = end + 1;
        }
        return parts;
    }

    private static int end(List<String> script, int begin, String bracket) {
        var closed = bracket.equals("{") ? "}" : ")";
        return IntStream.range(begin, script.size())
                .filter(at -> script.get(at).equals(closed))
                .findFirst()
                .orElse(script.size() - 1);
    }
}

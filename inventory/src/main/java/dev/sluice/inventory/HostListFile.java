package dev.sluice.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Replaces {@code @FILE} in a selector by the names in that file, so that the selector no longer needs it. */
final class HostListFile {
    private static final int MAX_TERMS = 50_000;

    private final Path directory;

    HostListFile(Path directory) {
        this.directory = directory;
    }

    /** The same selector without files; {@code &} is carried through to each name. */
    String expand(String selector) {
        if (selector.indexOf('@') < 0) {
            return selector;
        }
        var parts = new ArrayList<String>();
        for (var part : selector.split(",", -1)) {
            parts.addAll(part(part));
        }
        return String.join(", ", parts);
    }

    private List<String> part(String part) {
        var taken = new ArrayList<String>();
        var all = List.of("");
        for (var word : part.split("&", -1)) {
            var term = word.strip();
            if (term.startsWith("!")) {
                names(term.substring(1).strip()).forEach(name -> taken.add("!" + name));
            } else {
                all = product(all, names(term));
            }
        }
        var result = new ArrayList<>(all);
        result.removeIf(String::isEmpty);
        result.addAll(taken);
        return result;
    }

    private static List<String> product(List<String> left, List<String> right) {
        if ((long) left.size() * right.size() > MAX_TERMS) {
            throw new IllegalArgumentException("makes more than " + MAX_TERMS + " terms");
        }
        return left.stream()
                .flatMap(one -> right.stream().map(other -> one.isEmpty() ? other : one + " & " + other))
                .collect(Collectors.toList());
    }

    private List<String> names(String term) {
        if (!term.startsWith("@")) {
            return List.of(term);
        }
        var file = directory.resolve(term.substring(1));
        var names = lines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        names.stream().filter(name -> !HostName.isLegal(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    file + " contains something that is not a host name; write one name a line");
        });
        if (names.isEmpty()) {
            throw new IllegalArgumentException(file + " names no host");
        }
        return names;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", e);
        }
    }
}

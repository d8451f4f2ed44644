package dev.sluice.it.applications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One way in which a live tree can be hostile.
 *
 * @param where the live release, or the site's directory
 * @param script shell lines that make it so
 */
record Hostility(Where where, String name, String script) {
    private static final List<String> INSIDE = List.of(".", "public", "lib", "public/assets");

    enum Where {
        INSIDE,
        SITE
    }

    /** All of the file {@code hostile.txt}. */
    static List<Hostility> all() {
        try (var in = Hostility.class.getResourceAsStream("hostile.txt")) {
            if (in == null) {
                throw new IllegalStateException("hostile.txt is not on the class path");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n"))
                    .filter(part -> !part.startsWith("#"))
                    .map(Hostility::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Hostility read(String part) {
        var lines = part.strip().split("\n", 2);
        var head = lines[0].split(" ", 2);
        return new Hostility(head[0].equals("site") ? Where.SITE : Where.INSIDE, head[1], lines[1]);
    }

    /** One to three of them: each is the first of some seed below their number. At most one is about the site's own directory. */
    static List<Hostility> ofSeed(int seed) {
        var all = all();
        var random = new Random(seed);
        var chosen = new ArrayList<Hostility>();
        chosen.add(all.get(seed % all.size()));
        for (int more = random.nextInt(3); more > 0; more--) {
            var next = all.get(random.nextInt(all.size()));
            if (next.where == Where.INSIDE && !chosen.contains(next)) {
                chosen.add(0, next);
            }
        }
        return chosen;
    }

    /** The script with the directory where it runs, below the site. */
    String in(Random random) {
        var directory = where == Where.SITE ? "." : "releases/live/" + INSIDE.get(random.nextInt(INSIDE.size()));
        return "( cd " + directory + " || exit\n" + script + "\n) || :\n";
    }
}

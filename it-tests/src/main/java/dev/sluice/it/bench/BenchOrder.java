package dev.sluice.it.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param pairs how often each side's time is taken
 * @param batches of the release
 * @param changes files that differ from one release to the next
 * @param settle releases between the first one and the first that is measured
 * @param base what Sluice may lay an upload over
 * @param peers who is measured besides
 */
record BenchOrder(
        Benchmark benchmark,
        int pairs,
        int hosts,
        int batches,
        TreeShape shape,
        int changes,
        int settle,
        Base base,
        Peers peers) {
    static final String USAGE = """
            it-tests/bench delta|cold|start|fleet [--pairs N] [--hosts N] [--batches N] [--files N] [--megabytes N] [--seed N]
                                                  [--changes N] [--settle N] [--base recycle|copy] [--peers none|ansible]

              delta          a release of few changed files: the whole command beside parallel rsync --link-dest
              cold           the first release to empty hosts: the whole command beside parallel rsync, and tar through ssh
              start          sluice version and sluice plan, beside parallel ssh HOST true
              fleet          one release to many hosts: the coordinator's memory, and seconds for each host

              --pairs        how often each side's time is taken, in turns (5)
              --hosts        each a real sshd on an address of its own (8; fleet: 1000, one sshd for 16 addresses)
              --batches      of the release (4; fleet: 40)
              --files        of the tree (23000; start and fleet: 100)
              --megabytes    of the tree (222; start and fleet: 1)
              --seed         of the tree's names, sizes, text and changes (1)
              --changes      files that differ from one release to the next (155, or a third of a smaller tree)
              --settle       releases after the first that are not measured, so that there are old ones (3)
              --base         recycle: between the releases those on the hosts are made two hours older, so that Sluice may
                             recycle one; copy: they are as old as they are (recycle)
              --peers        ansible: another row with a play of the same batches (none)

            The hosts and the tree are in a directory below TMPDIR, which is removed at the end.
            """;

    /** What is timed. */
    enum Benchmark {
        DELTA,
        COLD,
        START,
        FLEET
    }

    /** What Sluice may lay an upload over. */
    enum Base {
        RECYCLE,
        COPY
    }

    /** Tools that are measured besides. */
    enum Peers {
        NONE,
        ANSIBLE
    }

    BenchOrder {
        if (pairs < 1 || hosts < 1 || batches < 1 || changes < 1 || settle < 0) {
            throw new IllegalArgumentException("pairs, hosts, batches and changes are at least 1, settle at least 0");
        }
        if (benchmark == Benchmark.FLEET && hosts < 3) {
            throw new IllegalArgumentException("--hosts of fleet is at least 3: early ones and late ones are compared");
        }
        if (changes > shape.files() / 2) {
            throw new IllegalArgumentException(
                    "--changes wants at most half of the " + shape.files() + " files of the tree, not " + changes);
        }
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static BenchOrder parse(String... arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("which benchmark? delta, cold, start or fleet");
        }
        var benchmark = word(Benchmark.class, "the benchmark", arguments[0]);
        var given = new LinkedHashMap<String, String>();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!USAGE.contains("  " + arguments[i] + " ") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("not understood: " + arguments[i]);
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        var isFleet = benchmark == Benchmark.FLEET;
        var isSmall = isFleet || benchmark == Benchmark.START;
        int files = number(given, "--files", isSmall ? 100 : 23_000);
        long bytes = 1_000_000L * number(given, "--megabytes", isSmall ? 1 : 222);
        return new BenchOrder(
                benchmark,
                number(given, "--pairs", 5),
                number(given, "--hosts", isFleet ? 1000 : 8),
                number(given, "--batches", isFleet ? 40 : 4),
                TreeShape.of(files, bytes, number(given, "--seed", 1)),
                number(given, "--changes", Math.max(1, Math.min(155, files / 3))),
                number(given, "--settle", 3),
                word(Base.class, "--base", given.getOrDefault("--base", "recycle")),
                word(Peers.class, "--peers", given.getOrDefault("--peers", "none")));
    }

    private static int number(Map<String, String> given, String option, int otherwise) {
        try {
            return Integer.parseInt(given.getOrDefault(option, Integer.toString(otherwise)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " wants a number, not " + given.get(option), e);
        }
    }

    private static <T extends Enum<T>> T word(Class<T> type, String option, String word) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(option + " cannot be " + word);
    }

    /** So many that all are in the given number of batches. */
    int hostsOfABatch() {
        return (hosts + batches - 1) / batches;
    }
}

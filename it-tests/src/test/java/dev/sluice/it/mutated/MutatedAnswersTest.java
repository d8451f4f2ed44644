package dev.sluice.it.mutated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two of four hosts were broken into, and change one answer each; every fleet command reports that, and what the other two answered. */
class MutatedAnswersTest {
    private static final List<String> BROKEN = List.of("web02", "web03");
    private static final List<String> SOUND = List.of("web01", "web04");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void no_command_ends_in_an_error_of_its_own_because_of_what_a_host_answers() throws IOException {
        mutate(40);
    }

    @Test
    @Tag("everything")
    @Timeout(7200)
    void no_command_does_so_after_ten_thousand_answers() throws IOException {
        mutate(10_000);
    }

    /** Nothing that a terminal acts upon but line breaks, and no line that begins as {@code AnswerMutation.ESCAPES} does. */
    private static final Pattern FORGED =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\n]]|(?m)^sluice: forged");

    private void mutate(int wanted) throws IOException {
        var seed = Long.getLong("sluice.seed", 14);
        var hosts = new MutatingHosts();
        try (var fleet = EmbeddedFleet.builder()
                .hosts(4)
                .commands(hosts)
                .realpathTtl(Duration.ZERO)
                .directory(directory.resolve("fleet"))
                .start()) {
            var commands = new FleetCommands(fleet, directory).all();
            var broken = new ArrayList<String>();
            var counts = new TreeMap<String, Integer>();
            var slowest = Duration.ZERO;
            int answers = 0;
            for (int run = 0; answers < wanted; run++) {
                var command = commands.get(run % commands.size());
                attack(hosts, command, new Random(seed * 1_000_003 + run));
                var began = System.nanoTime();
                var ended = command.run();
                var took = Duration.ofNanos(System.nanoTime() - began);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                answers += hosts.mutated().size();
                counts.merge(command.name(), hosts.mutated().size(), Integer::sum);
                complaint(hosts, command, ended, took)
                        .ifPresent(what -> broken.add(command.name() + ": " + what + "\n  by " + hosts.mutated()));
            }
            System.out.println(answers + " mutated answers with seed " + seed + ", by command " + counts
                    + "; the slowest command took " + slowest.toMillis() + " ms");
            assertEquals("", String.join("\n", broken), broken.size() + " commands");
        }
    }

    private static void attack(MutatingHosts hosts, FleetCommands.Case command, Random chance) {
        var scripts = command.scripts(hosts);
        hosts.forget();
        for (var host : BROKEN) {
            // A script runs several times, with another answer each: of the lock there is one that takes and one that
            // gives back.
            hosts.attack(host, scripts.get(chance.nextInt(scripts.size())), chance.nextInt(4) / 2, chance);
        }
        command.prepare();
    }

    private static Optional<String> complaint(
            MutatingHosts hosts, FleetCommands.Case command, Ended ended, Duration took) {
        if (took.compareTo(LONGEST) > 0) {
            return Optional.of("it took " + took.toSeconds() + " s");
        }
        var said = ended.said();
        if (ended.exitCode() == 1 || said.contains("unexpected error") || said.contains("\tat ")) {
            int at = Math.max(0, said.indexOf("unexpected error"));
            return Optional.of("ended with " + ended.exitCode() + ": " + shortened(said.substring(at)));
        }
        if (FORGED.matcher(said).find()) {
            return Optional.of("shows what a terminal acts upon, or a line that a host made: "
                    + shortened(FORGED.matcher(said).replaceAll("<HERE>")));
        }
        if (said.length() > 20_000) {
            return Optional.of("shows " + said.length() + " characters");
        }
        return command.lost(hosts, ended, SOUND);
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 300)).replaceAll("\\s+", " ");
    }
}

package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RequiredPrograms;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenSSH servers as some hosts have them: a release goes through all the same. */
@Execution(ExecutionMode.CONCURRENT)
class OddServersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    enum Oddity {
        ONE_SCRIPT_AT_ONCE,
        A_BANNER_AND_OUTPUT_OF_LOGIN_FILES,
        NO_SFTP,
        NEW_KEYS_ALL_THE_TIME
    }

    /** Through all of them at once, on one server. */
    @Test
    void a_release_goes_through() throws IOException {
        release(Set.of(Oddity.values()));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("everything")
    void a_release_goes_through_each_alone(Oddity oddity) throws IOException {
        release(Set.of(oddity));
    }

    private void release(Set<Oddity> oddities) throws IOException {
        var lines = new ArrayList<String>();
        for (var oddity : oddities) {
            lines.addAll(List.of(lines(oddity)));
        }
        try (RealFleet fleet =
                RealFleet.of(1).sshd(lines.toArray(String[]::new)).start()) {
            FreshSite.make(fleet, SampleSite.of("v1"));
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            ends(0, operator.run("release", "--artifact", build(operator).toString(), "--release", "v2", "--yes"));
            assertEquals(SeenHost.on("v2"), SeenHost.of(fleet.host(1)));
            for (var oddity : oddities) {
                System.out.println(oddity + " | exit 0 | " + evidence(oddity, fleet));
            }
        }
    }

    /** With a file that does not get smaller on its way. */
    private static Path build(Operator operator) throws IOException {
        var build = operator.build(SampleSite.of("v2"));
        var bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        Files.write(build.resolve("public/photo.bin"), bytes);
        return build;
    }

    private String[] lines(Oddity oddity) throws IOException {
        return switch (oddity) {
            case ONE_SCRIPT_AT_ONCE -> new String[] {"MaxSessions 1"};
            case A_BANNER_AND_OUTPUT_OF_LOGIN_FILES -> noise();
            case NO_SFTP -> new String[] {};
            case NEW_KEYS_ALL_THE_TIME -> new String[] {"RekeyLimit 128K", "LogLevel DEBUG1"};
        };
    }

    /** A forced command is heard whatever shell the account has; this one speaks, and leaves its line unended. */
    private String[] noise() throws IOException {
        var banner = Files.writeString(directory.resolve("banner"), "Authorized\nuse only: OK\n");
        var command = "echo heard >>%s; echo Welcome; echo oops >&2; printf 'Last login: today';"
                + " eval \"$SSH_ORIGINAL_COMMAND\"";
        return new String[] {"Banner " + banner, "ForceCommand " + command.formatted(directory.resolve("heard"))};
    }

    private String evidence(Oddity oddity, RealFleet fleet) throws IOException {
        var host = fleet.host(1);
        var config = fleet.directory().resolve("web01/etc/sshd_config");
        return switch (oddity) {
            case ONE_SCRIPT_AT_ONCE -> one(effective(config), "maxsessions 1");
            case A_BANNER_AND_OUTPUT_OF_LOGIN_FILES ->
                count(Files.readString(directory.resolve("heard")), "heard", 5) + " scripts after noise";
            case NO_SFTP -> {
                assertTrue(!effective(config).contains("subsystem"));
                yield "no subsystem";
            }
            case NEW_KEYS_ALL_THE_TIME ->
                count(Files.readString(host.sshd().log()), "(?i)rekeying", 8) + " times new keys";
        };
    }

    private static String effective(Path config) {
        return Command.run(
                List.of(RequiredPrograms.ofThisMachine().program("sshd").toString(), "-T", "-f", config.toString()));
    }

    private static String one(String text, String line) {
        assertTrue(text.lines().anyMatch(line::equals), text);
        return line;
    }

    private static long count(String text, String pattern, int least) {
        long found = Pattern.compile(pattern).matcher(text).results().count();
        assertTrue(found >= least, () -> found + " times " + pattern + " in\n" + text);
        return found;
    }
}

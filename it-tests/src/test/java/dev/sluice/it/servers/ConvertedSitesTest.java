package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Answers;
import dev.sluice.it.traffic.Traffic;
import dev.sluice.it.web.WebConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain directory that nginx serves, taken over while visitors come, and given back. */
class ConvertedSitesTest {
    private static final String PLAIN = "/public";
    private static final String CURRENT = "/current/public";

    /** The root of nginx on a host. */
    private static final class Root {
        private final RealHost host;
        private final Path file;
        private final String original;
        private int generation;

        Root(RealFleet fleet) throws IOException {
            host = fleet.host(1);
            file = fleet.directory().resolve(host.name()).resolve("etc/nginx.conf");
            original = Files.readString(file);
            assertTrue(original.contains(host.sitePath() + CURRENT), original);
        }

        /** Changes it, and reloads as an operator does. */
        void is(String root) throws IOException {
            generation++;
            var mark = "location = /generation { return 200 \"" + generation + "\"; }\n  location / { try_files";
            var text = original.replace(host.sitePath() + CURRENT, host.sitePath() + root);
            int site = text.lastIndexOf("location / { try_files");
            Files.writeString(
                    file, text.substring(0, site) + mark + text.substring(site + "location / { try_files".length()));
            host.webServer().signal(Signal.HUP);
            await().atMost(Duration.ofMinutes(1)).until(this::isReloaded);
        }

        private boolean isReloaded() throws IOException {
            return WebConnection.getOnce(host.web(), "/generation").body().equals(Integer.toString(generation));
        }
    }

    private static SampleSite site(String label) {
        return SampleSite.of(label).resolvingItsRootOnce();
    }

    private static String get(RealHost host, String page) throws IOException {
        return WebConnection.getOnce(host.web(), page).body();
    }

    @Test
    @Tag("everything")
    void no_visitor_fails_while_a_plain_directory_is_taken_over_released_and_given_back(@TempDir Path directory)
            throws IOException {
        try (var fleet = RealFleet.start(1)) {
            var host = fleet.host(1);
            var root = new Root(fleet);
            var plain = site("v1").writeTo(host.sitePath());
            var uploads = Files.createDirectories(plain.resolve("public/uploads"));
            Files.writeString(uploads.resolve("one.txt"), "one");
            root.is(PLAIN);
            var operator = Operator.of(
                    fleet,
                    PlaybookText.simple().release("docroot: public, shared: { directories: [public/uploads] }"),
                    directory);
            try (var traffic = Traffic.to(fleet.web()).start()) {
                traffic.awaitMore(20);
                convertAndUndo(operator, host, root, traffic);
                assertFalse(Files.exists(plain.resolve("releases")));

                ends(0, operator.run("adopt", "--convert", "--yes"));
                root.is(CURRENT);
                ends(0, operator.release(site("v2")));
                assertEquals("one", get(host, "/uploads/one.txt"));
                ends(0, operator.run("rollback", "--yes"));
                traffic.awaitMore(20);
                traffic.stop();
                Answers answers = traffic.answers();
                assertTrue(answers.failed().isEmpty(), answers::toString);
                assertTrue(answers.torn().isEmpty(), answers::toString);
                System.out.println("converted under visitors: " + answers);
            }
        }
    }

    private static void convertAndUndo(Operator operator, RealHost host, Root root, Traffic traffic)
            throws IOException {
        var uploads = host.sitePath().resolve("public/uploads");
        ends(0, operator.run("adopt", "--convert", "--yes"))
                .shows("stays where it is, and is linked: public/uploads")
                .shows("change the web server's root to " + host.sitePath() + CURRENT);
        Files.writeString(uploads.resolve("two.txt"), "two");
        traffic.awaitMore(20);

        root.is(CURRENT);
        assertEquals("two", get(host, "/uploads/two.txt"));
        traffic.awaitMore(20);
        ends(4, operator.run("adopt", "--convert", "--undo", "--yes")).shows("the web server serves current");

        root.is(PLAIN);
        ends(0, operator.run("adopt", "--convert", "--undo", "--yes"));
        assertFalse(Files.exists(host.sitePath().resolve("current"), LinkOption.NOFOLLOW_LINKS));
        traffic.awaitMore(20);
    }

    @Test
    void what_cannot_be_converted_is_refused_before_anything_changes(@TempDir Path directory) throws IOException {
        try (var fleet = RealFleet.start(1)) {
            var host = fleet.host(1);
            site("v1").writeTo(host.sitePath());
            Files.writeString(
                    Files.createDirectories(host.sitePath().resolve("shared")).resolve("own.php"), "<?php");
            var operator = Operator.of(fleet, PlaybookText.simple(), directory);
            ends(4, operator.run("adopt", "--convert", "--yes"))
                    .shows("the directory is not a plain one: found shared");
            ends(2, operator.run("adopt", "--undo", "--yes")).shows("--undo is for --convert only");
            assertFalse(Files.exists(host.sitePath().resolve(".sluice")));
        }
    }
}

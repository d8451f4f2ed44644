package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who swaps a directory for a link and back, as fast as the machine can, while it is read and sent. */
class SwappingAccountTest {
    private static final String SECRET = "the key of the coordinator's user";

    private final Random chance = new Random(1);

    @TempDir
    Path directory;

    @Test
    void what_a_swapped_directory_leads_to_is_not_released() throws Exception {
        attack(Duration.ofSeconds(2));
    }

    private void attack(Duration time) throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        TestTree.write(tree, "inner/page", "a page that is as long as the key");
        TestTree.write(directory, "outside/page", SECRET);
        AtomicBoolean ends = new AtomicBoolean();
        CompletableFuture<Long> swaps = CompletableFuture.supplyAsync(() -> swap(tree.resolve("inner"), ends));
        try {
            long until = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < until) {
                assertFalse(released(tree).contains(SECRET), "a file from outside was released");
            }
        } finally {
            ends.set(true);
        }
        assertTrue(swaps.get() > 100, "hardly ever swapped");
    }

    private static String released(Path tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Artifact.open(tree).writeTo(out, Payloads.NOW);
        } catch (InvalidArtifactException | ArtifactChangedException e) {
            // What is refused has not left either.
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private long swap(Path inner, AtomicBoolean ends) {
        long swaps = 0;
        Path aside = directory.resolve("aside");
        Path link = directory.resolve("link");
        try {
            Files.createSymbolicLink(link, directory.resolve("outside"));
            for (; !ends.get(); swaps++) {
                Files.move(inner, aside);
                Files.move(link, inner);
                hold();
                Files.move(inner, link);
                Files.move(aside, inner);
                hold();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return swaps;
    }

    /** About as long as a reader needs from one file to the next. */
    private void hold() {
        long until = System.nanoTime() + chance.nextInt(200_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}

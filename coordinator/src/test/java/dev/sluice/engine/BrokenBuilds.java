package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.engine.ChangedProduct.Replacement;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Builds the product with one thing done wrongly, and has the simulation find it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrokenBuilds {
    private static final int SEEDS = 1_000;

    @TempDir
    private Path directory;

    private final ChangedProduct product = new ChangedProduct();

    private final Logger engine = (Logger) LoggerFactory.getLogger("dev.sluice.engine");

    @BeforeEach
    final void what_goes_wrong_on_purpose_is_not_logged() {
        engine.setLevel(Level.OFF);
    }

    @AfterEach
    final void log() {
        engine.setLevel(null);
    }

    @AfterAll
    final void close() throws Exception {
        product.close();
    }

    /** @param first the seed that is tried first, because it found this build once; what is changed elsewhere may leave that to others */
    final void assertFound(int first, String promise, Replacement replacement) throws Exception {
        var build = build(replacement);
        for (int tried = 0; tried < SEEDS; tried++) {
            var broken = build.apply((first + tried) % SEEDS);
            if (broken.isPresent()) {
                System.out.println("found by " + broken.get());
                assertEquals(promise, promise(broken.get()));
                return;
            }
        }
        fail("not found in " + SEEDS + " seeds");
    }

    /** Without its seed, and how it is broken. */
    private static String promise(String broken) {
        return broken.split(": ", 3)[1];
    }

    /** For a seed the promise that the simulation finds broken. */
    @SuppressWarnings("unchecked") // the class itself is another one here
    final LongFunction<Optional<String>> build(Replacement replacement) throws Exception {
        var loader = product.with(replacement, directory);
        var made = loader.loadClass(SimulatedSeeds.class.getName()).getDeclaredConstructor();
        made.setAccessible(true);
        return (LongFunction<Optional<String>>) made.newInstance();
    }
}

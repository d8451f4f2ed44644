package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.PayloadCompression;
import dev.sluice.step.StageRelease;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names as long as a file system takes them: nothing that a script adds to one makes it too long. */
class LongNamesTest extends ScriptTest {
    private static final String LONGEST = "n".repeat(251) + ".php";
    private static final String LONGEST_ID = "r".repeat(64);
    private static final String DIRECTORY = "d".repeat(255);

    @UnderShells
    void a_name_of_255_bytes_is_staged_copied_and_made_writable(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var files = new TreeMap<>(Map.of(
                "public/" + LONGEST,
                "<?php",
                DIRECTORY + "/" + LONGEST,
                "x",
                "public/link",
                "->" + "t".repeat(255),
                "public/index.php",
                "<?php // 1"));
        var settings = LocalSite.settings(List.of("s".repeat(255)), List.of(), List.of(DIRECTORY));
        LocalSite.staging(lease, LONGEST_ID, new SmallRelease(files), settings).on(site.session());
        files.put("public/index.php", "<?php // 2");
        var bases = new StageRelease.Bases(List.of(), List.of(LONGEST_ID));
        var id = "q".repeat(64);
        var step = new StageRelease(
                lease, id, new SmallRelease(files), settings, LocalSite.endpoint(), bases, PayloadCompression.NONE);
        assertEquals(StageRelease.Way.COPY, step.on(site.session()).way());
        var release = site.path().resolve("releases").resolve(id);
        assertEquals("<?php", Files.readString(release.resolve("public/" + LONGEST)));
        assertEquals("x", Files.readString(release.resolve(DIRECTORY).resolve(LONGEST)));
        assertTrue(Files.isSymbolicLink(release.resolve("s".repeat(255))));
    }
}

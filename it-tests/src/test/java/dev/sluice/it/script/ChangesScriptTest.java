package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.step.CompareContent;
import dev.sluice.step.CompareContent.Compared;
import dev.sluice.step.CompareContent.Other;
import dev.sluice.step.CompareContent.Some;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a new release brings, compared with a release that a host has. */
class ChangesScriptTest extends ScriptTest {
    private static final Map<String, String> BEFORE =
            Map.of("public/index.php", "old", "public/x y%\\ü", "same", "gone", "g", "link", "->a", "kind", "a file");
    private static final Map<String, String> AFTER =
            Map.of("public/index.php", "new", "public/x y%\\ü", "same", "new ü", "n", "link", "->b", "kind", "->a");
    private static final Compared EXPECTED =
            new Compared(some(1, "new ü"), some(3, "kind", "link", "public/index.php"), some(1, "gone"));

    private static Some some(long count, String... names) {
        return new Some(count, Stream.of(names).map(HostText::of).toList());
    }

    private static Optional<Compared> compare(LocalSite site, String release, Other other) throws Exception {
        return new CompareContent(site.path().toString(), release, other).on(site.session());
    }

    private static Other manifest(Map<String, String> files) {
        return new Other.Manifest(new SmallRelease(files).manifest());
    }

    @UnderShells
    void added_changed_and_removed_files_are_counted_and_named(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1", BEFORE);
        site.stage(lease, "r2", AFTER);
        assertEquals(Optional.of(EXPECTED), compare(site, "r1", manifest(AFTER)));
        assertEquals(Optional.of(EXPECTED), compare(site, "r1", new Other.Staged("r2")));
        assertTrue(compare(site, "r1", manifest(BEFORE)).orElseThrow().isSame());
    }

    @UnderShells
    void only_the_first_ten_are_named(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "r1", Map.of("public/index.php", "1"));
        var many = new TreeMap<>(Map.of("public/index.php", "1"));
        for (int i = 0; i < 300; i++) {
            many.put("f%03d".formatted(i), "1");
        }
        var added = compare(site, "r1", manifest(many)).orElseThrow().added();
        assertEquals(300, added.count());
        assertEquals(
                List.of(HostText.of("f000"), HostText.of("f009")),
                List.of(added.names().get(0), added.names().get(9)));
        assertEquals(10, added.names().size());
    }

    @UnderShells
    void without_a_manifest_nothing_is_known(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "r1", BEFORE);
        Files.delete(site.path().resolve(".sluice/manifests/r1"));
        assertEquals(Optional.empty(), compare(site, "r1", manifest(AFTER)));
        assertEquals(Optional.empty(), compare(site, "r1", new Other.Staged("r9")));
    }
}

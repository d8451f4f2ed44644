package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Manifest;
import dev.sluice.codec.SamplePlan;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Base;
import dev.sluice.readiness.ReleaseTree.Directory;
import dev.sluice.readiness.ReleaseTree.Prepared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTreeTest {
    private static final String DIGEST = "0".repeat(64);

    private static Manifest.Entry file(String path, long size) {
        return Manifest.Entry.file(path, 0644, size, DIGEST);
    }

    private static ReleaseTree tree(String docroot, List<String> shared, Manifest.Entry... entries) {
        return tree(docroot, shared, Base.COPY, entries);
    }

    private static ReleaseTree tree(String docroot, List<String> shared, Base base, Manifest.Entry... entries) {
        var sample = SamplePlan.of("web01").playbook().release();
        var settings = new ReleaseSettings(
                sample.keep(),
                docroot,
                new ReleaseSettings.Shared(shared, List.of()),
                sample.writable(),
                base,
                sample.permissions(),
                sample.assets(),
                sample.exclude(),
                sample.signedBy());
        return new ReleaseTree(Manifest.of(List.of(entries)), settings);
    }

    @Test
    void the_directories_of_the_top_are_summed_up_the_largest_first() {
        var tree = tree(
                "public",
                List.of(),
                Manifest.Entry.directory("public"),
                file("public/index.php", 10),
                Manifest.Entry.directory("vendor"),
                Manifest.Entry.directory("vendor/a"),
                file("vendor/a/x.php", 500),
                Manifest.Entry.link("vendor/b", "a"),
                file("composer.json", 3));
        assertEquals(
                List.of(new Directory("vendor", 2, 500), new Directory("public", 1, 10), new Directory("", 1, 3)),
                tree.directories());
        assertEquals(List.of(), tree.cautions(Prepared.BY_NO_TASK));
    }

    @Test
    void an_artifact_without_the_document_root_is_refused() {
        var tree =
                tree("public", List.of(), Manifest.Entry.directory("src"), file("src/a.php", 1), file("public.txt", 1));
        var refused = assertThrows(RefusedException.class, tree::refuseWithoutDocroot);
        assertEquals(List.of("the document root public is not in the artifact"), refused.lines());
    }

    @Test
    void a_file_is_no_document_root() {
        assertThrows(RefusedException.class, () -> tree("public", List.of(), file("public", 1))
                .refuseWithoutDocroot());
    }

    @Test
    void an_archive_of_one_directory_is_named_as_that() {
        var entries = new Manifest.Entry[] {
            Manifest.Entry.directory("shop-1.2"),
            Manifest.Entry.directory("shop-1.2/public"),
            file("shop-1.2/public/i.php", 1)
        };
        var refused = assertThrows(
                RefusedException.class, () -> tree("public", List.of(), entries).refuseWithoutDocroot());
        assertTrue(refused.next().contains("everything is in the directory shop-1.2/"), refused::next);
        assertTrue(tree(".", List.of(), entries)
                .cautions(Prepared.BY_NO_TASK)
                .get(0)
                .contains("tar -C shop-1.2"));
    }

    @Test
    void a_document_root_that_is_a_link_a_shared_directory_or_all_of_it_is_there() {
        assertDoesNotThrow(() ->
                tree("public", List.of(), Manifest.Entry.link("public", "web")).refuseWithoutDocroot());
        assertDoesNotThrow(
                () -> tree("media/web", List.of("media"), file("a", 1)).refuseWithoutDocroot());
        assertDoesNotThrow(() -> tree(".", List.of(), file("index.php", 1)).refuseWithoutDocroot());
    }

    @Test
    void files_of_one_directory_are_counted_with_their_bytes() {
        var tree = tree(".", List.of(), Manifest.Entry.directory("src"), file("src/a.php", 10), file("src/b.php", 7));
        assertEquals(List.of(new Directory("src", 2, 17)), tree.directories());
    }

    @Test
    void a_directory_that_is_shared_is_no_other_ones_document_root() {
        var tree = tree("public", List.of("pub", "media"), file("a.php", 1));
        assertThrows(RefusedException.class, tree::refuseWithoutDocroot);
    }

    @Test
    void only_an_archive_of_one_directory_and_nothing_else_is_packed_too_high() {
        var two = tree(
                ".",
                List.of(),
                Manifest.Entry.directory("a"),
                file("a/i.php", 1),
                Manifest.Entry.directory("b"),
                file("b/i.php", 1));
        assertEquals(List.of(), two.cautions(Prepared.BY_NO_TASK));
        assertEquals(List.of(), tree(".", List.of(), file("index.php", 1)).cautions(Prepared.BY_NO_TASK), "files only");
        var named = tree("a", List.of(), Manifest.Entry.directory("a"), file("a/i.php", 1));
        assertEquals(List.of(), named.cautions(Prepared.BY_NO_TASK), "it is the document root");
        var beside = assertThrows(RefusedException.class, () -> tree("public", List.of(), file("index.php", 1))
                .refuseWithoutDocroot());
        assertTrue(beside.next().startsWith("build the artifact with it"), beside::next);
    }

    @ParameterizedTest
    @CsvSource({"LINK, BY_TASKS, 1", "LINK, BY_NO_TASK, 0", "COPY, BY_TASKS, 0", "COPY, BY_NO_TASK, 0"})
    void tasks_that_could_write_through_a_hard_link_are_a_caution(Base base, Prepared prepared, int cautions) {
        var tree = tree("public", List.of(), base, Manifest.Entry.directory("public"), file("public/index.php", 10));
        assertEquals(cautions, tree.cautions(prepared).size());
    }
}

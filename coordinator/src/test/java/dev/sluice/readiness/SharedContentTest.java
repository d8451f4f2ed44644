package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Manifest;
import dev.sluice.playbook.ReleaseSettings.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedContentTest {
    private static final Manifest MANIFEST = Manifest.of(List.of(
            Manifest.Entry.directory("storage"),
            file("storage/.gitignore"),
            file("storage/seed.txt"),
            file("storage/b.txt"),
            Manifest.Entry.directory("logs"),
            file("logs/.gitkeep"),
            file("local.php"),
            Manifest.Entry.link("data", "storage")));

    private static Manifest.Entry file(String path) {
        return Manifest.Entry.file(path, 0644, 1, "0".repeat(64));
    }

    private static List<String> cautions(List<String> directories, List<String> files) {
        return new SharedContent(MANIFEST, new Shared(directories, files)).cautions();
    }

    @Test
    void a_shared_file_of_the_artifact_is_not_released() {
        var caution = cautions(List.of(), List.of("local.php")).get(0);
        assertTrue(caution.startsWith("local.php is a shared file: the artifact's own is not released"), caution);
    }

    @Test
    void a_file_for_a_directory_and_the_reverse_are_named() {
        var file = cautions(List.of("local.php"), List.of()).get(0);
        assertTrue(file.contains("the artifact has a file there"), file);
        var directory = cautions(List.of(), List.of("storage")).get(0);
        assertTrue(directory.contains("nothing of it is released"), directory);
    }

    @Test
    void a_shared_directory_with_content_seeds_new_hosts_only() {
        assertEquals(
                List.of(
                        "storage is shared: its 2 files of the artifact go to hosts that have no shared/storage yet, and the"
                                + " others keep what they have"),
                cautions(List.of("storage"), List.of()));
    }

    @Test
    void a_directory_that_is_kept_by_a_hidden_file_a_link_and_what_is_absent_are_no_cautions() {
        assertEquals(List.of(), cautions(List.of("logs", "data", "media"), List.of(".env")));
    }
}

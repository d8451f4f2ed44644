package dev.sluice.artifact;

import static dev.sluice.artifact.Texts.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One tree is one release, however it is packed, and whatever its name says. */
class SameTreeTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -cf ../site.tar .",
                "tar -czf ../site.tar.gz .",
                "tar -czf ../site.tgz .",
                "tar --zstd -cf ../site.tar.zst .",
                "zip -q -r -y ../site.zip .",
                "zip -q -r -y -0 ../site.zip ."
            })
    void the_programs_of_this_machine_pack_a_tree_to_one_digest(String command) throws Exception {
        Path site = TestTree.site(directory);
        Artifact tree = Artifact.open(site);
        TestTree.run(site, command.split(" ", -1));
        Artifact packed = Artifact.open(directory.resolve(command.split("\\.\\./| \\.", -1)[1].strip()));
        assertEquals(tree.manifest().text(), packed.manifest().text());
        assertEquals(tree.manifest().digest(), packed.manifest().digest());
        Path unpacked = Payloads.unpacked(packed, directory.resolve("out"));
        assertEquals(tree.manifest().text(), Artifact.open(unpacked).manifest().text());
    }

    @Test
    void a_zip_that_was_streamed_with_sizes_behind_its_data_is_read() throws Exception {
        Path site = TestTree.site(directory);
        // Some builds of Info-ZIP end with "zip -0 not supported for I/O on pipes" when links are among the files.
        TestTree.run(site, "find", ".", "-type", "l", "-delete");
        TestTree.run(site, "sh", "-c", "(zip -q -r - . || : > ../failed) | cat > ../site.zip; [ ! -e ../failed ]");
        assertEquals(
                Artifact.open(site).manifest().text(),
                Artifact.open(directory.resolve("site.zip")).manifest().text());
    }

    @Test
    void zstd_of_a_long_window_and_of_several_frames_is_read() throws Exception {
        Path site = TestTree.site(directory);
        TestTree.run(site, "sh", "-c", "tar -cf ../site.tar . && zstd -q --long=27 -19 ../site.tar -o ../a.tar.zst");
        TestTree.run(
                directory,
                "sh",
                "-c",
                "head -c 2000 site.tar | zstd -q > b.tar.zst; tail -c +2001 site.tar | zstd -q >> b.tar.zst");
        for (String name : List.of("a.tar.zst", "b.tar.zst")) {
            assertEquals(
                    Artifact.open(site).manifest().digest(),
                    Artifact.open(directory.resolve(name)).manifest().digest());
        }
    }

    @Test
    void a_window_that_takes_more_memory_than_any_honest_one_is_refused() throws Exception {
        Files.write(directory.resolve("large"), new byte[1]);
        TestTree.run(
                directory,
                "sh",
                "-c",
                "head -c 300000000 /dev/zero | zstd -q -1 --ultra --long=28 --stream-size=300000000 > x.tar.zst");
        assertSays(TestArchive.refusal(directory.resolve("x.tar.zst")), "cannot be read as tar packed with zstd");
    }

    @ParameterizedTest
    @CsvSource({
        "TAR, shop.tar.gz, 'is tar, though its name is that of tar packed with gzip'",
        "TAR_GZ, shop.zip, 'is tar packed with gzip, though its name is that of zip'",
        "TAR_ZST, shop.tar, 'is tar packed with zstd, though its name is that of tar'",
        "ZIP, shop.tgz, 'is zip, though its name is that of tar packed with gzip'"
    })
    void content_counts_and_a_name_that_says_something_else_is_told(Packing packing, String name, String told)
            throws Exception {
        Path packed = TestArchive.in(directory, packing).file("a.php").write();
        Artifact artifact = Artifact.open(Files.move(packed, directory.resolve(name)));
        assertEquals(1, artifact.manifest().entries().size());
        assertSays(artifact.notes().get(0), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop.20261122", "shop.TAR.GZ"})
    void a_name_that_says_nothing_or_shouts_is_no_matter(String name) throws Exception {
        Path packed = TestArchive.in(directory).file("a.php").write();
        assertEquals(
                List.of(),
                Artifact.open(Files.move(packed, directory.resolve(name))).notes());
    }
}

package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Archives that somebody made to hurt, each in every form in which it can be written: all are refused, in words. */
class HostileArchivesTest {
    private static final byte FILE = TarConstants.LF_NORMAL;
    private static final byte LINK = TarConstants.LF_SYMLINK;
    private static final byte HARD = TarConstants.LF_LINK;
    private static final byte PAX = TarConstants.LF_PAX_EXTENDED_HEADER_LC;
    private static final byte PAX_FOR_ALL = TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER;
    private static final byte GNU_NAME = TarConstants.LF_GNUTYPE_LONGNAME;
    private static final byte GNU_TARGET = TarConstants.LF_GNUTYPE_LONGLINK;

    private static final List<String> NAMES = List.of(
            "../x",
            "a/../../x",
            "..",
            "./../x",
            "a/b/..",
            "/etc/cron.d/x",
            "//x",
            "new\nline",
            "escape\u001b[2J",
            "x".repeat(256),
            "d/".repeat(101) + "x",
            ".sluice/x",
            "_sluice.php",
            "public/.sluice-release");
    private static final List<String> TARGETS =
            List.of("/etc/shadow", "../..", "b/../../../x", "./../../x", "new\nline", "x".repeat(4097));

    @TempDir
    Path directory;

    private final Map<String, Making> archives = new LinkedHashMap<>();

    private interface Making {
        Path in(Path directory) throws Exception;
    }

    @Test
    @Timeout(120)
    void all_are_refused() throws Exception {
        NAMES.forEach(this::addNames);
        TARGETS.forEach(this::addTargets);
        for (Packing packing : Packing.values()) {
            addKinds(packing);
        }
        addHeaders();
        addZips();
        assertTrue(archives.size() >= 110, "only " + archives.size());
        assertAll(archives.entrySet().stream().map(archive -> refused(archive.getKey(), archive.getValue())));
    }

    private Executable refused(String name, Making making) {
        return () -> {
            Path into = Files.createTempDirectory(directory, "archive");
            Path archive = making.in(into);
            var refusal = assertThrows(InvalidArtifactException.class, () -> Artifact.open(archive), name);
            assertEquals(-1, String.valueOf(refusal.getMessage()).indexOf('\u001b'), name);
        };
    }

    private void addNames(String name) {
        String shown = ShownText.of(name.substring(0, Math.min(20, name.length())));
        for (Packing packing : Packing.values()) {
            archives.put(packing + " " + shown, in -> TestArchive.in(in, packing)
                    .file("index.php")
                    .file(name)
                    .write());
        }
        if (!name.startsWith("/")) {
            // Else the library takes the slash away, and it is a name in the tree.
            archives.put(
                    "pax path " + shown,
                    in -> tar(in, new TarBytes().pax(PAX, "path", name).file("index.php")));
        }
        archives.put(
                "gnu name " + shown,
                in -> tar(in, new TarBytes().gnu(GNU_NAME, name).file("index.php")));
    }

    private void addTargets(String target) {
        String shown = ShownText.of(target.substring(0, Math.min(20, target.length())));
        for (Packing packing : List.of(Packing.TAR_ZST, Packing.ZIP)) {
            archives.put(packing + " -> " + shown, in -> TestArchive.in(in, packing)
                    .file("index.php")
                    .link("a/link", target)
                    .write());
        }
        archives.put(
                "pax target " + shown,
                in -> tar(
                        in,
                        new TarBytes().file("b").pax(PAX, "linkpath", target).entry("a/link", LINK, "../b", "")));
        archives.put(
                "gnu target " + shown,
                in -> tar(in, new TarBytes().file("b").gnu(GNU_TARGET, target).entry("a/link", LINK, "../b", "")));
    }

    private void addKinds(Packing packing) {
        for (byte type : List.of(TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO)) {
            archives.put(packing + " special " + type, in -> TestArchive.in(in, packing)
                    .file("index.php")
                    .special("x", type)
                    .write());
        }
        archives.put(
                packing + " twice",
                in -> TestArchive.in(in, packing).file("x").file("./x").write());
        archives.put(packing + " a directory and a link", in -> TestArchive.in(in, packing)
                .file("b")
                .directory("x")
                .link("x", "b")
                .write());
        archives.put(
                packing + " through a link",
                in -> TestArchive.in(in, packing).link("x", "b").file("x/y").write());
        archives.put(
                packing + " below a file",
                in -> TestArchive.in(in, packing).file("x").file("x/y").write());
        archives.put(packing + " out by way of a link", in -> TestArchive.in(in, packing)
                .file("b")
                .link("x", ".")
                .link("y", "x/x/../../etc")
                .write());
    }

    private void addHeaders() {
        archives.put("hard link", in -> tar(in, new TarBytes().file("b").entry("x", HARD, "b", "")));
        archives.put("hard link out", in -> tar(in, new TarBytes().file("b").entry("x", HARD, "/etc/shadow", "")));
        archives.put("unknown type", in -> tar(in, new TarBytes().file("b").entry("x", (byte) 'Q', "", "")));
        archives.put(
                "a size beyond the end", in -> tar(in, new TarBytes().file("b").header("x", FILE, "", 1_000_000_000)));
        archives.put(
                "pax size beyond the end",
                in -> tar(in, new TarBytes().pax(PAX, "size", "8589934592").file("b")));
        archives.put(
                "pax size below 0",
                in -> tar(in, new TarBytes().pax(PAX, "size", "-1").file("b")));
        archives.put(
                "pax size no number",
                in -> tar(in, new TarBytes().pax(PAX, "size", "many").file("b")));
        archives.put(
                "pax path for all",
                in -> tar(
                        in,
                        new TarBytes()
                                .pax(PAX_FOR_ALL, "path", "../x")
                                .file("a")
                                .file("b")));
        archives.put(
                "sparse beyond its size",
                in -> tar(
                        in,
                        new TarBytes()
                                .pax(PAX, "GNU.sparse.map", "0,9999999999")
                                .pax(PAX, "GNU.sparse.size", "-5")
                                .file("b")));
        archives.put(
                "pax header without end",
                in -> tar(in, new TarBytes().entry("pax", PAX, "", "999 path=x").file("b")));
        archives.put("only headers", in -> tar(in, new TarBytes().gnu(GNU_NAME, "x")));
    }

    private void addZips() {
        archives.put("zip: another name in the local header", in -> patched(in, "name", 0, "eman"));
        archives.put("zip: another name in the directory", in -> patched(in, "name", 1, "../x"));
        archives.put("zip: a name with two dots in both", in -> {
            Path zip = patched(in, "name", 0, "../x");
            return replace(zip, "name", 0, "../x");
        });
        archives.put("zip: cut off", in -> {
            Path zip = TestArchive.in(in, Packing.ZIP).file("name").write();
            byte[] bytes = Files.readAllBytes(zip);
            return Files.write(zip, java.util.Arrays.copyOf(bytes, bytes.length - 10));
        });
        archives.put("zip: bytes before it", in -> {
            Path zip = TestArchive.in(in, Packing.ZIP).file("name").write();
            byte[] bytes = Files.readAllBytes(zip);
            Files.write(zip, "PK\3\4 something else".getBytes(StandardCharsets.ISO_8859_1));
            return Files.write(zip, bytes, java.nio.file.StandardOpenOption.APPEND);
        });
    }

    private static Path patched(Path in, String name, int occurrence, String other) throws Exception {
        return replace(TestArchive.in(in, Packing.ZIP).file(name, "x").write(), name, occurrence, other);
    }

    private static Path replace(Path zip, String name, int occurrence, String other) throws Exception {
        String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
        int at = bytes.indexOf(name);
        for (int i = 0; i < occurrence; i++) {
            at = bytes.indexOf(name, at + 1);
        }
        String changed = bytes.substring(0, at) + other + bytes.substring(at + name.length());
        return Files.writeString(zip, changed, StandardCharsets.ISO_8859_1);
    }

    private static Path tar(Path in, TarBytes tar) throws Exception {
        return tar.write(in.resolve("hostile.tar.gz"));
    }
}

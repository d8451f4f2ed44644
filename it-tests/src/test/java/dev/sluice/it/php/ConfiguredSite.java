package dev.sluice.it.php;

import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.release.Operator;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A site whose page {@code /settings.php} shows what PHP files in and around its release return. */
record ConfiguredSite(RealHost host, Path elsewhere) {
    /** The section {@code release} of its playbook. */
    static final String RELEASE = "docroot: public, shared: { files: [LocalSettings.php], directories: [conf] }";

    /** Older than OPcache's protection of young files, which are never cached. */
    private static final FileTime OLD = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));

    /** A build of a release that loads a file of its own, two shared ones, one beside the releases, and one of another place. */
    Path build(Operator operator, String label) {
        var build = operator.build(SampleSite.of(label));
        write(build.resolve("lib/own.php"), returning("own-" + label));
        write(build.resolve("public/settings.php"), """
                <?php
                $root = dirname(__DIR__);
                foreach (["$root/lib/own.php", "$root/LocalSettings.php", "$root/conf/db.php", '%s', '%s'] as $file) {
                    echo is_file($file) ? include $file : 'missing', "\\n";
                }
                """.formatted(beside(), elsewhere.resolve("etc.php")));
        return build;
    }

    /** All files outside of the release, each with this text. */
    void makeAround(String text) {
        write(shared("LocalSettings.php"), returning("local-" + text));
        write(shared("conf/db.php"), returning("db-" + text));
        write(beside(), returning("beside-" + text));
        write(elsewhere.resolve("etc.php"), returning("etc-" + text));
    }

    Path shared(String name) {
        return host.sitePath().resolve("shared").resolve(name);
    }

    Path beside() {
        return host.sitePath().resolve("beside.php");
    }

    Path live(String name) {
        return host.sitePath().resolve("current").resolve(name);
    }

    /** What all workers answer: one line a file, in each of many answers. */
    Set<String> seen() {
        var lines = new TreeSet<String>();
        IntStream.range(0, 24)
                .forEach(number ->
                        host.site().get("/settings.php").body().lines().forEach(lines::add));
        return lines;
    }

    static String returning(String text) {
        return "<?php return '" + text + "';\n";
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setLastModifiedTime(file, OLD);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + file, broken);
        }
    }
}

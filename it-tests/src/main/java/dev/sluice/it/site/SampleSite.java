package dev.sluice.it.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One release of the sample site, as a build would hand it over: {@code public/} with {@code index.php}
 * and {@code slow.php} (with {@code ?ms=N} both keep their worker so long, the first after it has loaded its files), {@code healthz.php} (200, or 500 where the release is broken) and
 * {@code assets/app.css}; {@code lib/} with what they load. What its pages answer is read by {@link SampleAnswer}.
 *
 * <p>A file's modification time follows from its content: equal files of two releases have equal times, different files
 * different ones, and none is so young that OPcache would not keep it ({@code opcache.file_update_protection}, 2 s).
 *
 * @param label what the pages answer with: letters, digits, dot, underscore, dash
 * @param root how the pages find what they load
 * @param health what {@code healthz.php} answers
 * @param fillerFiles PHP files in {@code lib/filler/} besides the site's own, the same in every release
 * @param loadedFiller how many of those each request to {@code index.php} loads
 */
public record SampleSite(String label, Root root, Health health, int fillerFiles, int loadedFiller) {
    private static final Instant OLDEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final String[] FILES = {
        "public/index.php", "public/slow.php", "public/healthz.php", "lib/answer.php", "lib/release.php"
    };

    /** How a site finds its own files while the link {@code current} is replaced. */
    public enum Root {
        /** Some includes go through {@code current/}: one answer can mix two releases. */
        THROUGH_CURRENT("dirname(__DIR__, 3) . '/current'"),
        /** All includes start from the file that asks: the release is found once a request. */
        ONCE_A_REQUEST("dirname(__DIR__)");

        private final String expression;

        Root(String expression) {
            this.expression = expression;
        }
    }

    /** What the release's health page answers. */
    public enum Health {
        /** 200 and {@code "status":"ok"}. */
        WELL,
        /** 500 and {@code "status":"broken"}. */
        BROKEN
    }

    public SampleSite {
        if (!label.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("not a label of letters, digits, '.', '_' and '-': " + label);
        }
        if (loadedFiller < 0 || loadedFiller > fillerFiles) {
            throw new IllegalArgumentException("cannot load " + loadedFiller + " of " + fillerFiles + " filler files");
        }
    }

    /** A small, healthy release that loads some of its files through {@code current}, as older sites do. */
    public static SampleSite of(String label) {
        return new SampleSite(label, Root.THROUGH_CURRENT, Health.WELL, 0, 0);
    }

    /** This release with its root found once a request: no answer of it can be torn. */
    public SampleSite resolvingItsRootOnce() {
        return new SampleSite(label, Root.ONCE_A_REQUEST, health, fillerFiles, loadedFiller);
    }

    /** This release with a health page that answers 500. */
    public SampleSite broken() {
        return new SampleSite(label, root, Health.BROKEN, fillerFiles, loadedFiller);
    }

    /** This release with more PHP files, of which each request to {@code index.php} loads the first {@code loaded}. */
    public SampleSite withFiller(int files, int loaded) {
        return new SampleSite(label, root, health, files, loaded);
    }

    /** Writes the tree into a directory, which is made when it is missing; files are 0644, directories 0755. */
    public Path writeTo(Path directory) {
        try {
            for (var file : contents().entrySet()) {
                write(directory.resolve(file.getKey()), file.getValue());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sample site " + label + " to " + directory, e);
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        for (String file : FILES) {
            contents.put(file, template(file).replace("@RELEASE@", label).replace("@CURRENT@", root.expression));
        }
        contents.put("public/assets/app.css", "body { --release: \"" + label + "\" }\n");
        contents.putAll(Filler.of(fillerFiles, loadedFiller));
        if (health == Health.BROKEN) {
            contents.put("broken", "healthz.php answers 500 while this file is here\n");
        }
        return contents;
    }

    private static String template(String name) throws IOException {
        try (InputStream in = SampleSite.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the sample site's " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path file, String content) throws IOException {
        directories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setLastModifiedTime(file, FileTime.from(timeOf(content)));
    }

    private static void directories(@Nullable Path directory) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        directories(directory.getParent());
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Instant timeOf(String content) {
        int hash = Arrays.hashCode(content.getBytes(StandardCharsets.UTF_8));
        return OLDEST.plusSeconds(Math.floorMod(hash, Duration.ofDays(2000).toSeconds()));
    }
}

package dev.sluice.journal;

import dev.sluice.artifact.ArtifactDownloads;
import dev.sluice.artifact.ArtifactLocation.Remote;
import dev.sluice.artifact.Sha256;
import dev.sluice.document.WholeFile;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.WebDownload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code <state>/.downloads/DIGEST/}, with the artifact, its {@code .sha256} and, where it was asked for, its {@code .sig}. A file has its name when it is
 * whole and has its digest. One that no command used for 30 days is removed by the next download.
 */
public final class FileArtifactDownloads implements ArtifactDownloads {
    static final Duration KEPT = Duration.ofDays(30);

    private static final long LONGEST = 64L << 30;
    private static final long LONGEST_SIGNATURE = 64L << 10;

    private final StateDirectory state;
    private final WebDownload web;
    private final InstantSource clock;

    /** @param directory of the records */
    public FileArtifactDownloads(Path directory, WebDownload web, InstantSource clock) {
        this.state = new StateDirectory(directory);
        this.web = web;
        this.clock = clock;
    }

    @Override
    public Path fetch(Remote artifact) throws IOException {
        var file = directory(artifact).resolve(artifact.name());
        if (!Files.exists(file)) {
            removeUnused();
            make(file.resolveSibling(""));
            download(artifact, file);
        }
        // Also for a file whose download was interrupted after it had its name.
        WholeFile.writePrivate(beside(file, ".sha256"), artifact.sha256() + "  " + artifact.name() + "\n");
        Files.setLastModifiedTime(file.resolveSibling(""), FileTime.from(clock.instant()));
        return file;
    }

    @Override
    public Path fetchSigned(Remote artifact) throws IOException {
        var file = fetch(artifact);
        var address = artifact.address();
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        var signature = URI.create(artifact + ".sig" + query);
        var part = newFile(file);
        try (var out = Files.newOutputStream(part)) {
            web.write(signature, out, LONGEST_SIGNATURE);
            Files.move(part, beside(file, ".sig"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new IOException(
                    "its signature, " + artifact.name() + ".sig beside it: " + failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    private void download(Remote artifact, Path file) throws IOException {
        var part = newFile(file);
        try {
            var found = download(artifact.address(), part);
            if (!found.equals(artifact.sha256())) {
                throw new IOException("its SHA-256 is " + found + ", and #sha256= asks for " + artifact.sha256());
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String download(URI from, Path part) throws IOException {
        var digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
            web.write(from, out, LONGEST);
        }
        return Sha256.hex(digest);
    }

    private static Path newFile(Path file) throws IOException {
        return Files.createTempFile(file.resolveSibling(""), ".incoming-", "", StateDirectory.PRIVATE_FILE);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private Path directory(Remote artifact) {
        return all().resolve(artifact.sha256());
    }

    private Path all() {
        return state.root().resolve(".downloads");
    }

    private void make(Path directory) throws IOException {
        try {
            state.requirePrivate();
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
        StateDirectory.make(all());
        StateDirectory.make(directory);
    }

    private void removeUnused() throws IOException {
        if (!Files.isDirectory(all())) {
            return;
        }
        var oldest = FileTime.from(clock.instant().minus(KEPT));
        try (var directories = Files.newDirectoryStream(
                all(), each -> Files.getLastModifiedTime(each).compareTo(oldest) < 0)) {
            for (var directory : directories) {
                remove(directory);
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

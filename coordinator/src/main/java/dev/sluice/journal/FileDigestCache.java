package dev.sluice.journal;

import dev.sluice.artifact.DigestCache;
import dev.sluice.codec.PlanCodec;
import dev.sluice.document.OwnFile;
import dev.sluice.document.WholeFile;
import dev.sluice.engine.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code <state>/.digests/}, a file a key. Its first line is {@code sluice-digests 1 <CRC-32C> <SHA-256 of the key>}, with the checksum of all that
 * follows. A file that is damaged, unreadable or of another version counts as missing.
 */
public final class FileDigestCache implements DigestCache {
    /** The files that were used last are kept. */
    static final int MOST = 20;

    private static final Logger LOG = LoggerFactory.getLogger(FileDigestCache.class);
    private static final String FORM = "sluice-digests 1 ";

    /** In bytes; an artifact with more than about 250,000 files is read anew each time. */
    private static final int LARGEST = 64 << 20;

    private final StateDirectory state;
    private final InstantSource clock;

    /** @param directory of the records */
    public FileDigestCache(Path directory, InstantSource clock) {
        this.state = new StateDirectory(directory);
        this.clock = clock;
    }

    @Override
    public Optional<String> read(String key) {
        Path file = file(key);
        try {
            state.requirePrivate();
            String text = OwnFile.read(file, OwnFile.Access.SECRET, LARGEST);
            int start = text.indexOf('\n') + 1;
            String content = text.substring(start);
            if (!text.substring(0, start).equals(head(key, content))) {
                LOG.debug("{} is damaged, or of another version", file);
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JournalException e) {
            LOG.debug("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    @Override
    public void write(String key, String text) {
        if (text.length() > LARGEST / 2) {
            return;
        }
        try {
            state.requirePrivate();
            StateDirectory.make(directory());
            WholeFile.writePrivate(file(key), head(key, text) + text);
            dropOldest();
        } catch (IOException | JournalException e) {
            LOG.debug("{} cannot be written", file(key), e);
        }
    }

    private void dropOldest() throws IOException {
        var dated = new ArrayList<Dated>();
        try (var files = Files.newDirectoryStream(directory())) {
            for (var file : files) {
                dated.add(new Dated(file, Files.getLastModifiedTime(file)));
            }
        }
        dated.sort(Comparator.comparing(Dated::modified).reversed());
        for (var old : dated.subList(Math.min(MOST, dated.size()), dated.size())) {
            Files.deleteIfExists(old.file());
        }
    }

    private record Dated(Path file, FileTime modified) {}

    private Path directory() {
        return state.root().resolve(".digests");
    }

    private Path file(String key) {
        return directory().resolve(PlanCodec.digest(key));
    }

    private static String head(String key, String content) {
        var crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        return FORM + "%08x ".formatted(crc.getValue()) + PlanCodec.digest(key) + "\n";
    }
}

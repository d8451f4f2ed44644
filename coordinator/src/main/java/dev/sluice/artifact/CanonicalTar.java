package dev.sluice.artifact;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tar of files, directories and symbolic links that every host's tar reads the same way: ustar headers with the names' UTF-8
 * bytes as they are; names and targets of 100 bytes and more in GNU's {@code ././@LongLink} entries, sizes over 8 GiB in
 * base 256; owner and group 0 without a name. No pax header: bsdtar 3.6.2 under {@code LC_ALL=C}, which a command over SSH runs with, exits 1 for one
 * with a name that is not ASCII.
 */
final class CanonicalTar {
    /** OPcache caches no file that is younger than two seconds, from the future or from time 0. */
    private static final Duration YOUNGEST = Duration.ofSeconds(60);

    /** The library writes 512 bytes at a time. */
    private static final int BUFFER = 1 << 16;

    private final TarArchiveOutputStream tar;
    private final OutputStream out;
    private final long latest;

    CanonicalTar(OutputStream out, Instant now) {
        this.out = new BufferedOutputStream(out, BUFFER);
        this.latest = now.minus(YOUNGEST).getEpochSecond();
        this.tar = new TarArchiveOutputStream(this.out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /** The header; a file's content must follow, exactly as long as the entry's size. */
    void begin(Manifest.Entry entry, long modified) throws IOException {
        TarArchiveEntry header =
                switch (entry.type()) {
                    case FILE -> new TarArchiveEntry(entry.path(), TarConstants.LF_NORMAL);
                    case DIRECTORY -> new TarArchiveEntry(entry.path() + "/", TarConstants.LF_DIR);
                    case LINK -> new TarArchiveEntry(entry.path(), TarConstants.LF_SYMLINK);
                };
        header.setLinkName(entry.target());
        header.setSize(entry.size());
        header.setMode(entry.mode());
        header.setIds(0, 0);
        header.setNames("", "");
        header.setModTime(FileTime.from(Math.max(1, Math.min(modified, latest)), TimeUnit.SECONDS));
        tar.putArchiveEntry(header);
    }

    void write(byte[] content, int length) throws IOException {
        tar.write(content, 0, length);
    }

    void end() throws IOException {
        tar.closeArchiveEntry();
    }

    /** The end mark; the stream below stays open. */
    void finish() throws IOException {
        tar.finish();
        out.flush();
    }
}

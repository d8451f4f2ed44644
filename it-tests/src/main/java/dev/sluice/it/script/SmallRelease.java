package dev.sluice.it.script;

import dev.sluice.artifact.EntryRanges;
import dev.sluice.artifact.PayloadCompression;
import dev.sluice.step.ReleaseContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A release of a few files made in memory. A path that ends in a slash is a directory, content that begins with {@code ->} a link, and a path
 * in {@code bin/} a program.
 */
public final class SmallRelease implements ReleaseContent {
    private static final String LINK = "->";

    private final TreeMap<String, String> entries = new TreeMap<>();

    public SmallRelease(Map<String, String> files) {
        files.forEach((path, content) -> {
            for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
                entries.put(path.substring(0, i), "/");
            }
            if (!path.endsWith("/")) {
                entries.put(path, content);
            }
        });
    }

    public String manifest() {
        var text = new StringBuilder();
        entries.forEach((path, content) -> text.append(line(path, content)).append('\n'));
        return text.toString();
    }

    private static String line(String path, String content) {
        if (content.equals("/")) {
            return "d 0755 0 - " + field(path) + " -";
        }
        if (content.startsWith(LINK)) {
            return "l 0777 0 - " + field(path) + " " + field(content.substring(2));
        }
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return "f " + (program(path) ? "0755 " : "0644 ") + bytes.length + " " + sha256(bytes) + " " + field(path)
                + " -";
    }

    private static boolean program(String path) {
        return path.startsWith("bin/");
    }

    private static String field(String text) {
        var field = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 127 && b != '%' && b != '\\') {
                field.append((char) b);
            } else {
                field.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return field.toString();
    }

    @Override
    public String digest() {
        return sha256(manifest().getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int lines() {
        return entries.size();
    }

    @Override
    public void writeManifest(OutputStream out) throws IOException {
        out.write(manifest().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long tarBytes(EntryRanges some) {
        return 0;
    }

    @Override
    public void writeTo(OutputStream out, EntryRanges some, PayloadCompression compression, LongConsumer written)
            throws IOException {
        var packed = compression.over(out);
        tar(packed, some);
        packed.close();
    }

    private void tar(OutputStream out, EntryRanges some) throws IOException {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        int index = 0;
        for (var entry : entries.entrySet()) {
            if (some.contains(index++)) {
                write(tar, entry.getKey(), entry.getValue());
            }
        }
        tar.finish();
    }

    private static void write(TarArchiveOutputStream tar, String path, String content) throws IOException {
        var bytes = content.startsWith(LINK) || content.equals("/")
                ? new byte[0]
                : content.getBytes(StandardCharsets.UTF_8);
        var entry = content.startsWith(LINK)
                ? new TarArchiveEntry(path, TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(content.equals("/") ? path + "/" : path);
        if (content.startsWith(LINK)) {
            entry.setLinkName(content.substring(2));
        }
        // As loose as a careless archive: the host sets the modes.
        entry.setMode(content.equals("/") ? 040777 : 0100666);
        entry.setSize(bytes.length);
        entry.setModTime(1_700_000_000_000L);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}

package dev.sluice.remote;

import dev.sluice.remote.ServerException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files that a command wrote at the daemon, for a directory here. Names and sizes are the daemon's claim: they are checked before anything is written. */
public final class ReportDownload {
    private static final int MOST_FILES = 5_000;
    private static final long MOST_BYTES = 2L << 30;
    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._@+-]*/){0,8}[A-Za-z0-9_][A-Za-z0-9._@+-]*");

    private final DaemonHttp http;
    private final Patience patience;
    private final String path;

    ReportDownload(DaemonHttp http, Patience patience, String path) {
        this.http = http;
        this.patience = patience;
        this.path = path;
    }

    /**
     * Writes all of them.
     *
     * @param directory is made where it does not exist
     * @throws IOException when the daemon names what may not be written, or this machine cannot write
     */
    public void write(Path directory) throws IOException, ServerException, InterruptedException {
        var names = patience.until(this::names);
        var root = Files.createDirectories(directory).toRealPath();
        for (var name : names) {
            var file = target(root, name);
            patience.until(() -> {
                copy(name, file);
                return file;
            });
        }
    }

    private List<String> names() throws IOException, ServerException, InterruptedException {
        var files = http.get(path).path("files");
        long bytes = files.valueStream().mapToLong(file -> file.path("bytes").asLong(0)).sum();
        if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            throw new ServerException(
                    Kind.REFUSED, "the reports are " + files.size() + " files, " + bytes + " bytes", "");
        }
        return files.valueStream().map(file -> file.path("path").asString("")).toList();
    }

    private static Path target(Path root, String name) throws IOException {
        if (!PATH.matcher(name).matches()) {
            throw new IOException("the daemon names a report in a way that is not used here");
        }
        var file = root.resolve(name);
        var parent = Files.createDirectories(file.resolveSibling(""));
        // A link in the directory could lead anywhere.
        if (!parent.toRealPath().equals(parent.normalize())) {
            throw new IOException(parent + " is reached through a link");
        }
        return file;
    }

    private void copy(String name, Path file) throws IOException, ServerException, InterruptedException {
        var part = Files.createTempFile(file.resolveSibling(""), ".incoming-", "");
        try (var in = http.open(path + "/" + encoded(name));
                var out = Files.newOutputStream(part)) {
            copy(in, out);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String encoded(String name) {
        return Arrays.stream(name.split("/")).map(RemoteSite::encoded).collect(Collectors.joining("/"));
    }

    /** Whatever was announced, more is not written. What cannot be written here is not tried again. */
    private static void copy(InputStream in, OutputStream out) throws IOException, ServerException {
        var buffer = new byte[1 << 16];
        long left = MOST_BYTES;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            left -= read;
            if (left < 0) {
                throw new ServerException(Kind.REFUSED, "a report is larger than " + MOST_BYTES + " bytes", "");
            }
            try {
                out.write(buffer, 0, read);
            } catch (IOException e) {
                throw new ServerException(Kind.REFUSED, "a report cannot be written: " + e.getMessage(), "");
            }
        }
    }
}

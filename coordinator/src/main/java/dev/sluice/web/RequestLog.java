package dev.sluice.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Who asked for which change, and with what result: a JSON object a line, synced before the answer. What a rollout did is in its own record. */
final class RequestLog implements AutoCloseable {
    private static final int MOST = 300;

    private final FileChannel file;
    private final InstantSource clock;
    private final JsonMapper mapper = new JsonMapper();

    /** @param directory created with mode 0700 where it does not exist */
    RequestLog(Path directory, InstantSource clock) throws IOException {
        this.clock = clock;
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.file = FileChannel.open(
                directory.resolve("requests.jsonl"),
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** @param actor empty for a sender who is not known */
    synchronized void add(Context request, String actor) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        line.put("v", 1);
        line.put("at", clock.instant().toString());
        line.put("actor", actor);
        line.put("from", request.req().getRemoteAddr());
        line.put("method", request.method().name());
        line.put("path", shortened(request.path()));
        line.put("status", request.statusCode());
        var bytes = ByteBuffer.wrap((mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
    }

    private static String shortened(String path) {
        return path.length() > MOST ? path.substring(0, MOST) : path;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

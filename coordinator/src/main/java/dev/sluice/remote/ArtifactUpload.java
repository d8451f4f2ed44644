package dev.sluice.remote;

import dev.sluice.remote.ServerException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends an artifact to the daemon, with the digest and the signature beside it; one that is there already is not sent. */
public final class ArtifactUpload {
    private static final List<String> BESIDE = List.of(".sha256", ".sig");

    private final DaemonHttp http;
    private final Patience patience;
    private final String path;

    ArtifactUpload(DaemonHttp http, Patience patience, String path) {
        this.http = http;
        this.patience = patience;
        this.path = path;
    }

    /**
     * Returns what the daemon calls the artifact.
     *
     * @param notes receives a line when it is sent
     */
    public String send(Path artifact, Consumer<String> notes)
            throws IOException, ServerException, InterruptedException {
        var digest = sha256(artifact);
        var name = String.valueOf(artifact.getFileName());
        var sent = send(artifact, digest, Map.of("X-Sluice-Sha256", digest), notes);
        for (var ending : BESIDE) {
            var file = artifact.resolveSibling(name + ending);
            if (Files.isRegularFile(file)) {
                send(file, digest, Map.of("X-Sluice-Sha256", sha256(file), "X-Sluice-Beside", digest), line -> {});
            }
        }
        return sent;
    }

    private String send(Path file, String digest, Map<String, String> headers, Consumer<String> notes)
            throws ServerException, InterruptedException {
        var to = path + RemoteSite.encoded(String.valueOf(file.getFileName()));
        var known = headers.containsKey("X-Sluice-Beside") ? Optional.<String>empty() : known(to, digest);
        if (known.isPresent()) {
            return known.get();
        }
        notes.accept("uploading " + file);
        return patience.until(() -> put(file, to, headers));
    }

    private Optional<String> known(String to, String digest) throws ServerException, InterruptedException {
        return patience.until(() -> {
            var request = http.request(to).header("X-Sluice-Sha256", digest);
            return http.find(request).map(answer -> answer.path("artifact").asString(""));
        });
    }

    private String put(Path file, String to, Map<String, String> headers)
            throws IOException, ServerException, InterruptedException {
        var request = http.request(to).header("Content-Type", "application/octet-stream");
        headers.forEach(request::header);
        try {
            return http.put(request, BodyPublishers.ofFile(file)).path("artifact").asString("");
        } catch (FileNotFoundException e) {
            throw new ServerException(Kind.REFUSED, file + " is no longer there", "build it again");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

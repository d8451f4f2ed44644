package dev.sluice.paper;

import dev.sluice.artifact.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The scripts {@code stage-begin} and {@code stage-files}, for releases that share nothing and are made of no other. */
final class Staging {
    private final PaperSite site;
    private final Leases leases;

    Staging(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    private Path incoming(String id) {
        return site.releases().resolve(".incoming-" + id);
    }

    Map<String, String> begin(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guard(asked);
        var id = asked.value("release");
        var digest = asked.value("digest");
        if (Files.exists(site.release(id))) {
            var found = site.marker(site.release(id));
            if (!found.equals(new PaperSite.Marker(id, digest))) {
                throw new Refusal("other-content", Map.of("release", id, "found", found.digest()));
            }
            return Map.of("state", "present");
        }
        var received = uncompressed(asked, payload).readAllBytes();
        var end = Integer.parseInt(asked.value("endpoint_bytes"));
        var endpoint = Arrays.copyOf(received, end);
        var manifest = Arrays.copyOfRange(received, end, received.length);
        if (!PaperSite.sha256(manifest).equals(digest)) {
            throw new Refusal("damaged", Map.of("changed", "manifest"));
        }
        PaperSite.delete(incoming(id));
        Files.createDirectory(incoming(id));
        Files.write(site.manifest(id), manifest);
        Files.write(script(id), endpoint);
        var lines =
                Manifest.parse(Files.readString(site.manifest(id))).entries().size();
        return Map.of("state", "ready", "way", "none", "base", "", "needed", lines == 1 ? "1" : "1-" + lines);
    }

    private Path script(String id) {
        return site.own("endpoint-" + id);
    }

    private static InputStream uncompressed(Conversation asked, byte[] payload) throws IOException, Refusal {
        var stream = new ByteArrayInputStream(payload);
        return asked.value("compression").equals("gzip") ? new GZIPInputStream(stream) : stream;
    }

    Map<String, String> finish(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guard(asked);
        for (var key : List.of("shared_directories", "shared_files", "writable", "group")) {
            if (!asked.value(key).isEmpty()) {
                throw new Refusal("failed", Map.of("doing", key + ", which is not for paper"));
            }
        }
        var id = asked.value("release");
        var tree = begun(id);
        try (var tar = new TarArchiveInputStream(uncompressed(asked, payload), StandardCharsets.UTF_8.name())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, tree.resolve(entry.getName()));
            }
        }
        var endpoint = Endpoint.of(asked, Files.readAllBytes(script(id)));
        var manifest = Manifest.parse(Files.readString(site.manifest(id)));
        if (!Trees.manifest(tree, List.of()).equals(manifest)) {
            throw new Refusal("damaged", Map.of("changed", "the tree"));
        }
        endpoint.place(site, tree);
        if (Files.exists(site.release(id))) {
            throw new Refusal("other-content", Map.of("release", id, "found", ""));
        }
        Files.write(site.listing(id), new byte[0]);
        site.mark(tree, id, manifest.digest());
        Files.move(tree, site.release(id), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(script(id));
        return Map.of("state", "staged", "digest", manifest.digest());
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path to) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, to);
        if ((entry.getMode() & 0100) != 0 && !to.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + to + " a program");
        }
    }

    private Path begun(String id) throws Refusal {
        if (!Files.isDirectory(incoming(id)) || !Files.exists(site.manifest(id))) {
            throw new Refusal("not-begun", Map.of("release", id));
        }
        return incoming(id);
    }
}

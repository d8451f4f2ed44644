package dev.sluice.paper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What is placed in a release for the coordinator's questions to PHP. */
record Endpoint(String script, String docroot, String config) {
    /** The payload that came with a script's values. */
    static Endpoint of(Conversation asked, byte[] payload) throws Refusal {
        if (!PaperSite.sha256(payload).equals(asked.value("endpoint_sha256"))) {
            throw new Refusal("damaged", Map.of("changed", "endpoint"));
        }
        return new Endpoint(
                new String(payload, StandardCharsets.ISO_8859_1), asked.value("docroot"), asked.value("config"));
    }

    /** Says what became of it, in the words of {@code adopt}. */
    String place(PaperSite site, Path tree) throws IOException, Refusal {
        if (script.isEmpty()) {
            return "none";
        }
        var directory = tree.resolve(docroot);
        if (!Files.isDirectory(directory)) {
            throw new Refusal("no-docroot", Map.of("docroot", docroot));
        }
        if (!config.isEmpty()) {
            PaperSite.put(site.own("endpoint.json"), config);
        }
        var file = directory.resolve("_sluice.php");
        if (Files.exists(file)
                && Files.readString(file, StandardCharsets.ISO_8859_1).equals(script)) {
            return "present";
        }
        Files.writeString(file, script, StandardCharsets.ISO_8859_1);
        return "placed";
    }
}

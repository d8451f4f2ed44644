package dev.sluice.it.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** What is placed in a release for the coordinator's questions to PHP. */
record Endpoint(byte[] script, String docroot, String config) {
    /** The payload that came with a script's values. */
    static Endpoint of(Conversation asked, byte[] payload) throws Refusal {
        if (!Site.sha256(payload).equals(asked.value("endpoint_sha256"))) {
            throw new Refusal("damaged", Map.of("changed", "endpoint"));
        }
        return new Endpoint(payload, asked.value("docroot"), asked.value("config"));
    }

    /** Says what became of it, in the words of {@code adopt}. */
    String place(Site site, Path tree) throws IOException, Refusal {
        if (script.length == 0) {
            return "none";
        }
        var directory = tree.resolve(docroot);
        if (!Files.isDirectory(directory)) {
            throw new Refusal("no-docroot", Map.of("docroot", docroot));
        }
        if (!config.isEmpty()) {
            Site.put(site.own("endpoint.json"), config);
        }
        var file = directory.resolve("_sluice.php");
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), script)) {
            return "present";
        }
        Files.write(file, script);
        return "placed";
    }
}

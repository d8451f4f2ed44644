package dev.sluice.paper;

import dev.sluice.demo.HostPrograms;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostScripts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Answers the scripts of ordinary releases, on any number of hosts. The files are real, so that a web server finds them; nothing is synced to
 * disk, and of two scripts on one host the second waits for the first to end.
 */
public final class PaperHosts implements HostPrograms {
    private static final Map<String, String> NAMES =
            HostScripts.ALL.stream().collect(Collectors.toUnmodifiableMap(HostScript::sent, HostScript::name));

    private final Map<Path, PaperHost> hosts = new ConcurrentHashMap<>();

    @Override
    public int run(Path site, InputStream input, OutputStream output) throws IOException {
        var conversation = Conversation.begin(input, output);
        var host = hosts.computeIfAbsent(site, PaperHost::new);
        try {
            conversation.succeed(
                    host.run(NAMES.getOrDefault(conversation.script(), "an unknown script"), conversation));
            return 0;
        } catch (Refusal refusal) {
            conversation.refuse(refusal);
        } catch (IOException | RuntimeException e) {
            conversation.refuse(new Refusal("failed", Map.of("doing", e.toString())));
        }
        return 1;
    }
}

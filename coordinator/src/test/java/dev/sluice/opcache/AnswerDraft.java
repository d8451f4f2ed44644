package dev.sluice.opcache;

import dev.sluice.endpoint.CachedScripts;
import dev.sluice.endpoint.CachedScripts.Share;
import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointWorker;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.ServedRelease;
import java.util.List;
import java.util.Optional;

/** An answer with all facts, of a cache with room for eight more releases, and what a test makes of it. */
final class AnswerDraft {
    boolean visible = true;
    boolean enabled = true;
    boolean fileCache;
    boolean preload;
    boolean restrictApi;
    boolean zts;
    List<String> disabled = List.of();
    OpcacheMemory memory = new OpcacheMemory(1000, 9000, 0, 200, 16_000, 1, 9, false);
    Share live = new Share(100, 1000);
    Share others = new Share(0, 0);

    EndpointState state() {
        return new EndpointState(
                "0".repeat(32),
                Operation.FACTS,
                0,
                new ServedRelease("a", "a", "a"),
                new EndpointWorker(2, 1, 1, "fpm-fcgi", zts, "www", List.of()),
                new EndpointState.Opcache(
                        new OpcacheSettings(visible, enabled, false, 2, 180, fileCache, preload, restrictApi, disabled),
                        new OpcacheRestarts(1, 0, false, false, 0, 0, 0),
                        memory),
                Optional.of(new EndpointFacts(
                        "8.2",
                        "link",
                        120,
                        false,
                        new CachedScripts(live, new Share(0, 0), others),
                        0,
                        OutdatedScripts.NONE)));
    }
}

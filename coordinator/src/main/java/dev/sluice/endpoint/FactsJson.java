package dev.sluice.endpoint;

import dev.sluice.endpoint.CachedScripts.Share;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of an answer that changes slowly or not at all. */
final class FactsJson {
    private FactsJson() {}

    static void write(ObjectNode node, EndpointFacts facts) {
        node.put("php", facts.php()).put("root", facts.root());
        node.put("realpath_cache_ttl", facts.realpathCacheSeconds());
        node.put("revalidate_path", facts.revalidatePath());
        var scripts = node.putObject("scripts");
        write(scripts, "release", facts.scripts().release());
        write(scripts, "earlier", facts.scripts().earlier());
        write(scripts, "others", facts.scripts().others());
        node.put("strange_stores", facts.strangeStores());
    }

    private static void write(ObjectNode scripts, String key, Share share) {
        scripts.putArray(key).add(share.scripts()).add(share.bytes());
    }

    static Optional<EndpointFacts> read(JsonNode facts) {
        if (!facts.isObject()) {
            return Optional.empty();
        }
        var scripts = facts.path("scripts");
        return Optional.of(new EndpointFacts(
                RequestJson.text(facts, "php"),
                RequestJson.text(facts, "root"),
                facts.path("realpath_cache_ttl").asInt(0),
                facts.path("revalidate_path").asBoolean(false),
                new CachedScripts(
                        share(scripts.path("release")), share(scripts.path("earlier")), share(scripts.path("others"))),
                facts.path("strange_stores").asInt(0)));
    }

    private static Share share(JsonNode share) {
        return new Share(share.path(0).asInt(0), share.path(1).asLong(0));
    }
}

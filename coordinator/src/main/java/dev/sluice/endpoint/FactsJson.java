package dev.sluice.endpoint;

import dev.sluice.endpoint.CachedScripts.Share;
import dev.sluice.endpoint.OutdatedScripts.Some;
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
        var outdated = node.putObject("outdated");
        write(outdated, "changed", facts.outdated().changed());
        write(outdated, "unknown", facts.outdated().unknown());
    }

    private static void write(ObjectNode scripts, String key, Share share) {
        scripts.putArray(key).add(share.scripts()).add(share.bytes());
    }

    private static void write(ObjectNode outdated, String key, Some some) {
        var list = outdated.putArray(key).add(some.count());
        some.names().forEach(list.addArray()::add);
    }

    static Optional<EndpointFacts> read(JsonNode facts) {
        if (!facts.isObject()) {
            return Optional.empty();
        }
        var scripts = RequestJson.object(facts, "scripts");
        return Optional.of(new EndpointFacts(
                RequestJson.text(facts, "php"),
                RequestJson.text(facts, "root"),
                RequestJson.count(facts, "realpath_cache_ttl"),
                RequestJson.flag(facts, "revalidate_path"),
                new CachedScripts(share(scripts, "release"), share(scripts, "earlier"), share(scripts, "others")),
                RequestJson.count(facts, "strange_stores"),
                outdated(RequestJson.object(facts, "outdated"))));
    }

    private static OutdatedScripts outdated(JsonNode node) {
        return new OutdatedScripts(some(node, "changed"), some(node, "unknown"));
    }

    private static Some some(JsonNode outdated, String key) {
        var list = RequestJson.list(outdated, key);
        return new Some(
                (int) RequestJson.number(list.path(0), "a number of scripts", Integer.MAX_VALUE),
                RequestJson.texts(list.path(1)));
    }

    private static Share share(JsonNode scripts, String whose) {
        var share = RequestJson.list(scripts, whose);
        return new Share(
                (int) RequestJson.number(share.path(0), "a number of scripts", Integer.MAX_VALUE),
                RequestJson.number(share.path(1), "their bytes", RequestJson.LARGEST));
    }
}

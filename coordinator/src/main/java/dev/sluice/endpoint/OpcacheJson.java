package dev.sluice.endpoint;

import dev.sluice.endpoint.EndpointState.Opcache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of an answer that is about the cache. */
final class OpcacheJson {
    private OpcacheJson() {}

    static void write(ObjectNode node, Opcache opcache) {
        var settings = opcache.settings();
        node.put("visible", settings.visible()).put("enabled", settings.enabled());
        node.put("validate_timestamps", settings.validateTimestamps());
        node.put("revalidate_freq", settings.revalidateSeconds());
        node.put("force_restart_timeout", settings.forceRestartSeconds());
        node.put("file_cache", settings.fileCache()).put("preload", settings.preload());
        node.put("restrict_api", settings.restrictApi());
        RequestJson.put(node, "disabled", settings.disabled());
        var restarts = opcache.restarts();
        node.put("start_time", restarts.start()).put("last_restart_time", restarts.last());
        node.put("restart_pending", restarts.pending()).put("restart_in_progress", restarts.inProgress());
        node.put("manual_restarts", restarts.manual()).put("hash_restarts", restarts.hash());
        node.put("oom_restarts", restarts.outOfMemory());
        var memory = opcache.memory();
        node.put("cache_full", memory.full());
        node.putArray("memory").add(memory.used()).add(memory.free()).add(memory.wasted());
        node.putArray("keys").add(memory.keys()).add(memory.maxKeys());
        node.putArray("interned").add(memory.internedUsed()).add(memory.internedFree());
    }

    static Opcache read(JsonNode node) {
        return new Opcache(readSettings(node), readRestarts(node), readMemory(node));
    }

    private static OpcacheSettings readSettings(JsonNode node) {
        return new OpcacheSettings(
                flag(node, "visible"),
                flag(node, "enabled"),
                flag(node, "validate_timestamps"),
                RequestJson.count(node, "revalidate_freq"),
                RequestJson.count(node, "force_restart_timeout"),
                flag(node, "file_cache"),
                flag(node, "preload"),
                flag(node, "restrict_api"),
                RequestJson.texts(node, "disabled"));
    }

    private static OpcacheRestarts readRestarts(JsonNode node) {
        return new OpcacheRestarts(
                number(node.path("start_time")),
                number(node.path("last_restart_time")),
                flag(node, "restart_pending"),
                flag(node, "restart_in_progress"),
                number(node.path("manual_restarts")),
                number(node.path("hash_restarts")),
                number(node.path("oom_restarts")));
    }

    private static OpcacheMemory readMemory(JsonNode node) {
        var memory = RequestJson.list(node, "memory");
        var keys = RequestJson.list(node, "keys");
        var interned = RequestJson.list(node, "interned");
        return new OpcacheMemory(
                number(memory.path(0)),
                number(memory.path(1)),
                number(memory.path(2)),
                number(keys.path(0)),
                number(keys.path(1)),
                number(interned.path(0)),
                number(interned.path(1)),
                flag(node, "cache_full"));
    }

    private static boolean flag(JsonNode node, String key) {
        return RequestJson.flag(node, key);
    }

    private static long number(JsonNode node) {
        return RequestJson.number(node, "a number of opcache", RequestJson.LARGEST);
    }
}

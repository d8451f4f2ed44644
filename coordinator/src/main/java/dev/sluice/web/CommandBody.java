package dev.sluice.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request that has a command run: {@code {"arguments": ["release", "--yes"], "key": "…", "interactive": true}}.
 *
 * @param key of the caller's choice, by which an order that is sent again is recognized; empty without one
 * @param interactive whether the caller answers questions
 */
record CommandBody(List<String> arguments, String key, boolean interactive) {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_ARGUMENTS = 256;
    private static final int MOST_CHARS = 8_192;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    CommandBody {
        arguments = List.copyOf(arguments);
    }

    /** An answer to a question: {@code {"n": 12, "answer": "yes"}}. */
    record Answer(int question, String word) {
        static Answer of(Context request) {
            var body = JsonBody.object(request, List.of("n", "answer"), MOST_BYTES);
            if (!body.path("n").isInt() || !body.path("answer").isString()) {
                throw JsonBody.bad("n has to be the number of the question, and answer a text");
            }
            return new Answer(body.path("n").intValue(), body.path("answer").stringValue());
        }
    }

    static CommandBody of(Context request) {
        var body = JsonBody.object(request, List.of("arguments", "key", "interactive"), MOST_BYTES);
        var key = body.path("key").asString("");
        if (!key.isEmpty() && !KEY.matcher(key).matches()) {
            throw JsonBody.bad("key has to be 16 to 64 letters and digits of your choice, others for each command");
        }
        return new CommandBody(
                arguments(body.path("arguments")), key, body.path("interactive").asBoolean(false));
    }

    private static List<String> arguments(JsonNode list) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_ARGUMENTS) {
            throw JsonBody.bad("arguments has to be a list of 1 to " + MOST_ARGUMENTS + " texts");
        }
        var arguments = new ArrayList<String>();
        for (var item : list) {
            var text = item.isString() ? item.stringValue() : "\0";
            if (text.length() > MOST_CHARS || CONTROL.matcher(text).find()) {
                throw JsonBody.bad("an argument has to be a text of at most " + MOST_CHARS + " printable characters");
            }
            arguments.add(text);
        }
        return arguments;
    }
}

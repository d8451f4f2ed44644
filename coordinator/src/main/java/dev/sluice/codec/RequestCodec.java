package dev.sluice.codec;

import dev.sluice.engine.Requests.Request;

/** Requests as JSON objects on one line: {@code {"v":1,"type":"Pause","at":"2026-11-22T20:30:00Z","by":"anna"}}. */
public final class RequestCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "a request";

    private static final Json JSON = new Json(mapper -> mapper);

    public String encode(Request request) {
        var object =
                JSON.object().put("v", VERSION).put("type", request.getClass().getSimpleName());
        return JSON.line(object.setAll(JSON.fields(request)));
    }

    /** @throws NewerVersionException when a newer Sluice wrote it */
    public Request decode(String text) throws CodecException {
        var object = JSON.parse(text, WHAT);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        return JSON.value(object, Request.class, WHAT);
    }
}

package dev.sluice.codec;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.plan.Restrictions;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Restrictions of a fleet as one line of JSON with a version and, where the project has a key, a signature. */
public final class RestrictionsCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "its restrictions";
    private static final Json JSON = new Json(mapper -> mapper);
    private static final SignedJson SIGNED = new SignedJson(JSON, "restrictions");

    /**
     * The line, without a line feed.
     *
     * @param key empty for what stays on this machine
     */
    public String encode(Restrictions restrictions, Optional<EndpointKey> key) {
        var object = JSON.object().put("v", VERSION).setAll(JSON.fields(restrictions));
        return JSON.line(key.map(signing -> SIGNED.sign(object, signing)).orElse(object));
    }

    /** Reads what this machine wrote for itself; the signature is for others. */
    public Restrictions decodeOwn(String line) throws CodecException {
        var object = JSON.parse(line, WHAT);
        object.remove("kid");
        object.remove("sig");
        return read(object);
    }

    /**
     * @param trusted the keys whose signatures are trusted
     * @throws CodecException when they are not readable, or none of the keys signed them
     */
    public Restrictions decode(String line, List<EndpointPublicKey> trusted) throws CodecException {
        var object = JSON.parse(line, WHAT);
        SIGNED.verify(object, trusted, WHAT);
        return read(object);
    }

    private static Restrictions read(ObjectNode object) throws CodecException {
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        return JSON.value(object, Restrictions.class, WHAT);
    }
}

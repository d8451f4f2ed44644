package dev.sluice.codec;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import java.util.List;

/** Signed heads of records, as one line of JSON with a version. */
public final class HeadCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "its head";
    private static final Json JSON = new Json(mapper -> mapper);
    private static final SignedJson SIGNED = new SignedJson(JSON, "record");

    /** The line, without a line feed. */
    public String encode(RecordHead head, EndpointKey key) {
        var object = JSON.object().put("v", VERSION).setAll(JSON.fields(head));
        return JSON.line(SIGNED.sign(object, key));
    }

    /**
     * @param trusted the keys whose signatures are trusted
     * @throws NewerVersionException when a newer Sluice wrote it
     * @throws CodecException when it is not a head, or none of the keys signed it
     */
    public RecordHead decode(String line, List<EndpointPublicKey> trusted) throws CodecException {
        if (line.isBlank()) {
            throw new CodecException(WHAT + " is not signed");
        }
        var object = JSON.parse(line, WHAT);
        SIGNED.verify(object, trusted, WHAT);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        return JSON.value(object, RecordHead.class, WHAT);
    }
}

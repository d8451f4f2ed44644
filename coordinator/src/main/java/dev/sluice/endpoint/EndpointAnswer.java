package dev.sluice.endpoint;

/** The endpoint's answer to a signed request. */
public sealed interface EndpointAnswer permits EndpointState, EndpointRefusal {
    /** The request's nonce: no other answer, cached or replayed, has it. */
    String nonce();

    /** The host's clock, in seconds since 1970. */
    long time();

    /** The answer as the endpoint writes it. */
    default String json() {
        return AnswerJson.write(this);
    }

    /**
     * Reads an answer's body.
     *
     * @throws IllegalArgumentException when it is not an answer
     */
    static EndpointAnswer parse(String json) {
        return AnswerJson.read(json);
    }
}

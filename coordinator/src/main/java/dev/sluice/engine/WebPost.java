package dev.sluice.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Port: a request to a program outside of the fleet. It follows no redirect and repeats nothing. */
@FunctionalInterface
public interface WebPost {
    /**
     * Sends it, and waits for the answer.
     *
     * @throws IOException when no complete answer came; its message is for people, and does not contain the URL
     */
    Answer send(Call call) throws IOException;

    /**
     * A POST.
     *
     * @param url a secret, maybe
     * @param body JSON
     * @param timeout for the whole of it
     */
    record Call(String url, Map<String, String> headers, String body, Duration timeout) {
        public Call {
            headers = Map.copyOf(headers);
        }

        /** Without its content, which may be secret. */
        @Override
        public String toString() {
            return "Call";
        }
    }

    /** @param start of the answer's body */
    record Answer(int status, String start) {}
}

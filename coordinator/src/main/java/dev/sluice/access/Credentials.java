package dev.sluice.access;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a request shows of its sender.
 *
 * @param authorization the header of this name
 * @param remoteAddress who has connected
 * @param header any other header by its name; empty where it was not sent once
 */
public record Credentials(
        Optional<String> authorization, String remoteAddress, Function<String, Optional<String>> header) {
    /** Without what proves who it is. */
    @Override
    public String toString() {
        return "Credentials[" + remoteAddress + "]";
    }
}

package dev.sluice.host;

import java.util.Map;

/**
 * One line of a host script's answer.
 *
 * @param code of an ERR, else empty
 */
record Frame(Kind kind, String code, Map<String, String> values) {
    enum Kind {
        ROW,
        READY,
        OK,
        ERR
    }
}

package dev.sluice.paper;

import java.util.Map;

/** What a script ends with that may not do what it was asked for. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, String> values;

    Refusal(String code, Map<String, String> values) {
        super(code + " " + values);
        this.code = code;
        this.values = values;
    }

    String code() {
        return code;
    }

    Map<String, String> values() {
        return values;
    }
}

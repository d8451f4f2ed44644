package dev.sluice.it.tasks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A secret that is planted somewhere and may be found nowhere else.
 *
 * @param where what it is, for messages
 */
record Canary(String where, String secret) {
    /** Random, with characters that base64 and URLs write otherwise. */
    static Canary of(String where) {
        return new Canary(where, "c" + UUID.randomUUID() + "/+=&%~" + UUID.randomUUID());
    }

    /** As it is, and as it could be written otherwise. */
    List<String> forms() {
        var forms = new ArrayList<>(List.of(secret));
        // Base64 of text that it is a part of depends on what is before it.
        for (var before : List.of("", "x", "xx")) {
            var encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString((before + secret).getBytes(StandardCharsets.UTF_8));
            var inner = encoded.substring(before.isEmpty() ? 0 : 4, encoded.length() - 4);
            forms.add(inner);
            forms.add(inner.replace('+', '-').replace('/', '_'));
        }
        var url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(url);
        forms.add(url.toLowerCase(Locale.ROOT));
        forms.add(secret.replace("/", "\\/"));
        return forms;
    }
}

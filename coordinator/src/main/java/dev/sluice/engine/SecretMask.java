package dev.sluice.engine;

import dev.sluice.document.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Masks secrets in the output of tasks and the answers of sites before they reach a log or a console: in plain text, line by line, in base64 and
 * URL-encoded. Other encodings of a secret are not detected.
 */
public final class SecretMask {
    private static final String MASKED = "[secret]";

    private final List<String> forms;

    private SecretMask(List<String> forms) {
        this.forms = forms;
    }

    public static SecretMask of(Collection<Secret> secrets) {
        var forms = new LinkedHashSet<String>();
        for (var secret : secrets) {
            add(forms, secret.reveal());
            // Output is masked line by line.
            secret.reveal().lines().forEach(line -> add(forms, line));
        }
        // The longest first: one form may be part of another.
        return new SecretMask(forms.stream()
                .filter(form -> !form.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static void add(Set<String> forms, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        forms.add(text);
        forms.add(Base64.getEncoder().encodeToString(bytes));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        // As in forms, as in paths, and with lower-case escapes, which some encoders write.
        var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        forms.add(lowerEscapes(encoded));
        forms.add(lowerEscapes(encoded.replace("+", "%20")));
    }

    private static String lowerEscapes(String encoded) {
        var lower = new StringBuilder(encoded);
        for (int i = 0; i + 2 < lower.length(); i++) {
            if (lower.charAt(i) == '%') {
                lower.setCharAt(i + 1, Character.toLowerCase(lower.charAt(i + 1)));
                lower.setCharAt(i + 2, Character.toLowerCase(lower.charAt(i + 2)));
            }
        }
        return lower.toString();
    }

    /** The length of the longest masked text, in characters. */
    int longest() {
        return forms.isEmpty() ? 0 : forms.get(0).length();
    }

    /** The same line without any secret. */
    public String in(String line) {
        var masked = line;
        for (var form : forms) {
            masked = masked.replace(form, MASKED);
        }
        return masked;
    }
}

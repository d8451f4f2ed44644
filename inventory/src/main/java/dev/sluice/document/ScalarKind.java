package dev.sluice.document;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/** What an unquoted text is by the core schema of YAML 1.2, where {@code no} and {@code 22:30} are text. */
enum ScalarKind {
    TEXT,
    WHOLE,
    DECIMAL,
    FLAG,
    NOTHING;

    private static final ScalarResolver CORE = new CoreScalarResolver(false);
    /** Without leading zeros: 0022 is a umask to people, 22 to YAML 1.2 and 18 to YAML 1.1, so it stays text. */
    private static final Pattern PLAIN_WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})\\.[0-9]{1,17}");

    static ScalarKind of(String text) {
        var tag = CORE.resolve(text, true);
        if (tag.equals(Tag.BOOL)) {
            return FLAG;
        }
        if (tag.equals(Tag.NULL)) {
            return NOTHING;
        }
        if (PLAIN_WHOLE.matcher(text).matches()) {
            return WHOLE;
        }
        return PLAIN_DECIMAL.matcher(text).matches() ? DECIMAL : TEXT;
    }
}

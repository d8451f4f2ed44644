package dev.sluice.web.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The files that pages load: a style sheet, a script and an icon. */
public final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private Assets() {}

    /** A file as it is sent. */
    public record Asset(String type, String content) {}

    /** @param name without a directory; any other text than the name of a file is none */
    public static Optional<Asset> find(String name) {
        return Optional.ofNullable(TYPES.get(name)).map(type -> new Asset(type, content(name)));
    }

    private static String content(String name) {
        try (var file = Assets.class.getResourceAsStream("/dev/sluice/web/page/" + name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

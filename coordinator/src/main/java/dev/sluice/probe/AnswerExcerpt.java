package dev.sluice.probe;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HostText;
import dev.sluice.engine.SecretMask;
import dev.sluice.host.HttpAnswer;
import dev.sluice.rollout.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The part of an answer that a person wants to read: of a page its title and text, of a command the end of its output. */
final class AnswerExcerpt {
    /** How much of a body is searched, in characters. */
    private static final int SEARCHED = 16_384;

    private static final int LINES = 6;
    private static final int LINE_CHARS = 200;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>([^<]{1,400})");
    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style|head|svg)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern BREAK = Pattern.compile("(?i)<(?:br|/p|/h[1-6]|/div|/li|/tr|/title)\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");

    private AnswerExcerpt() {}

    /** @return empty for an answer without text */
    static Optional<Excerpt> of(String path, HttpAnswer answer, SecretMask mask) {
        var body = answer.body().substring(0, Math.min(SEARCHED, answer.body().length()));
        var text = isPage(answer, body) ? Stream.concat(title(body), lines(plain(body))) : lines(body);
        return excerpt("answer of " + path, text.map(mask::in).limit(LINES).toList());
    }

    static Optional<Excerpt> ofOutput(String check, HostText output) {
        var lines = output.lines().stream()
                .flatMap(line -> lines(line.shown(SEARCHED)))
                .distinct()
                .toList();
        return excerpt("output of " + check, lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static Optional<Excerpt> excerpt(String source, List<String> lines) {
        var shown =
                lines.stream().map(line -> HarmlessText.line(line, LINE_CHARS)).toList();
        return shown.isEmpty() ? Optional.empty() : Optional.of(Excerpt.of(source, shown));
    }

    private static boolean isPage(HttpAnswer answer, String body) {
        return answer.header("content-type").orElse("").toLowerCase(Locale.ROOT).contains("html")
                || body.stripLeading().startsWith("<");
    }

    private static Stream<String> title(String body) {
        var title = TITLE.matcher(body);
        return title.find() ? lines(entities(title.group(1))) : Stream.empty();
    }

    private static String plain(String body) {
        var broken = BREAK.matcher(UNSEEN.matcher(body).replaceAll(" ")).replaceAll("\n");
        return entities(TAG.matcher(broken).replaceAll(""));
    }

    private static String entities(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#039;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    private static Stream<String> lines(String text) {
        return HarmlessText.lines(text)
                .lines()
                .map(line -> line.strip().replaceAll("[ \\t]+", " "))
                .filter(line -> !line.isEmpty())
                .distinct();
    }
}

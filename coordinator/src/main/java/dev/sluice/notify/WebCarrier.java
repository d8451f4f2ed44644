package dev.sluice.notify;

import dev.sluice.codec.MessageCodec;
import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.HarmlessText;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.engine.WebPost;
import dev.sluice.message.Letter;
import dev.sluice.notify.UndeliveredException.Kind;
import dev.sluice.playbook.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Webhooks, those of Slack among them. A URL that is a secret is in no error and goes through TLS only. */
final class WebCarrier implements Carrier {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int EXCERPT = 120;
    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int REFUSED = 400;
    private static final int BROKEN = 500;
    /** Request Timeout, Too Early, Too Many Requests. */
    private static final Set<Integer> REFUSED_FOR_NOW = Set.of(408, 425, 429);

    private static final Pattern PROTECTED =
            Pattern.compile("https://.+|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?([/?].*)?");

    private final WebPost web;
    private final SecretSource secrets;
    private final InstantSource clock;

    WebCarrier(WebPost web, SecretSource secrets, InstantSource clock) {
        this.web = web;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public void carry(Letter letter) throws UndeliveredException {
        try {
            check(web.send(call(letter)));
        } catch (SecretException e) {
            throw new UndeliveredException(Kind.LATER, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UndeliveredException(Kind.SILENT, "no answer: " + e.getMessage());
        }
    }

    private WebPost.Call call(Letter letter) throws SecretException, UndeliveredException {
        var to = letter.to();
        if (to.slack().isPresent()) {
            return new WebPost.Call(
                    url(new ConfiguredValue("", to.slack())), Map.of(), SlackForm.of(letter.message()), TIMEOUT);
        }
        var body = new MessageCodec().encode(letter.message());
        return new WebPost.Call(url(to.webhook().orElseThrow()), headers(letter, body), body, TIMEOUT);
    }

    private String url(ConfiguredValue configured) throws SecretException, UndeliveredException {
        var url = configured.resolve(secrets).reveal();
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw new UndeliveredException(Kind.LATER, configured + " is not an http or https URL");
        }
        if (configured.secret().isPresent() && !PROTECTED.matcher(url).matches()) {
            throw new UndeliveredException(
                    Kind.LATER,
                    configured + " is a secret, and its URL is not one of https: it would be sent in the clear");
        }
        return url;
    }

    private Map<String, String> headers(Letter letter, String body) throws SecretException {
        var message = letter.message();
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Sluice-Event", message.type());
        headers.put("X-Sluice-Delivery", message.id());
        headers.put("X-Sluice-Timestamp", timestamp);
        var key = key(letter.to());
        if (key.isPresent()) {
            headers.put("X-Sluice-Signature", Signature.of(key.get(), timestamp, body));
        }
        return headers;
    }

    private Optional<Secret> key(Notification to) throws SecretException {
        return to.secret().isPresent() ? Optional.of(secrets.resolve(to.secret().get())) : Optional.empty();
    }

    private static void check(WebPost.Answer answer) throws UndeliveredException {
        int status = answer.status();
        if (status >= OK && status < REDIRECT) {
            return;
        }
        if (status >= REDIRECT && status < REFUSED) {
            throw new UndeliveredException(
                    Kind.NEVER, "status " + status + ": a redirect is not followed; configure the final URL");
        }
        var start = HarmlessText.line(answer.start(), EXCERPT);
        var words = "status " + status + (start.isEmpty() ? "" : ": " + start);
        var isForNow = status >= BROKEN || status < OK || REFUSED_FOR_NOW.contains(status);
        throw new UndeliveredException(isForNow ? Kind.LATER : Kind.NEVER, words);
    }
}

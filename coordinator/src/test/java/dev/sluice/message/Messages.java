package dev.sluice.message;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.SecretReference;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.playbook.Notification.Mail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages for tests. */
public final class Messages {
    public static final Instant AT = Instant.parse("2026-11-30T21:30:00Z");
    /** What a host can answer: an escape sequence, a note of Jenkins, mentions, marks of HTML, headers, a second line, and a lone surrogate. */
    public static final String HOSTILE =
            "\u001b[31m\u001b[8mha:AAAA\u001b[0m<!channel> <@U1> & <script>\r\nBcc: x@example.com\r\n.\r\nQUIT\u202e\ud83d";

    private Messages() {}

    public static Message of(String id) {
        return of(id, "why");
    }

    public static Message of(String id, String why) {
        var rollout = new AboutRollout(
                "r-7f3a09bc",
                "release",
                "20261130-213000-9f3c1ab",
                List.of("20261129-213000-1b22c0d"),
                23_192,
                412_000_000,
                "anna@ci pid 7",
                List.of("bob"),
                List.of(),
                12,
                HostNames.of(List.of("web02")),
                HostNames.of(List.of()));
        return new Message(
                id,
                AT,
                "held",
                "prod/shop",
                "release held after batch 1",
                Optional.of(rollout),
                List.of(),
                List.of(why),
                List.of("sluice promote r-7f3a09bc continues"));
    }

    public static Notification webhook(String url) {
        return to(Optional.of(ConfiguredValue.parse(url)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Notification signed(String url, String secret) {
        return to(
                Optional.of(ConfiguredValue.parse(url)),
                SecretReference.parse(secret),
                Optional.empty(),
                Optional.empty());
    }

    public static Notification slack(String reference) {
        return to(Optional.empty(), Optional.empty(), SecretReference.parse(reference), Optional.empty());
    }

    public static Notification mail(String smtp, String... to) {
        var mail = new Mail(List.of(to), "sluice@example.com", ConfiguredValue.parse(smtp));
        return to(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mail));
    }

    private static Notification to(
            Optional<ConfiguredValue> webhook,
            Optional<SecretReference> secret,
            Optional<SecretReference> slack,
            Optional<Mail> mail) {
        return new Notification(
                webhook,
                secret,
                slack,
                mail,
                List.of(Event.values()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

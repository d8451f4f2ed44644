package dev.sluice.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.message.Letter;
import dev.sluice.message.Messages;
import dev.sluice.notify.SmtpServer.Protection;
import dev.sluice.notify.UndeliveredException.Kind;
import dev.sluice.secret.LocalSecrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailCarrierTest {
    private static void carry(String smtp, String why) throws UndeliveredException {
        var to = Messages.mail("env:SMTP", "ops@example.com", "boss@example.com");
        new MailCarrier(new LocalSecrets(Map.of("SMTP", smtp))).carry(Letter.of(Messages.of("r-1-7", why), to));
    }

    @Test
    void mail_is_plain_text_to_all_addresses() throws Exception {
        try (var server = new MailServer("250 queued")) {
            carry("smtp://127.0.0.1:" + server.port(), "läuft nicht");
            var lines = server.lines();
            assertTrue(lines.contains("EHLO example.com"), lines::toString);
            assertTrue(lines.contains("RCPT TO:<ops@example.com>"), lines::toString);
            assertTrue(lines.contains("RCPT TO:<boss@example.com>"), lines::toString);
            assertTrue(lines.contains("Subject: prod/shop: release held after batch 1"), lines::toString);
            assertTrue(lines.contains("Message-ID: <r-1-7@example.com>"), lines::toString);
            assertTrue(lines.contains("Auto-Submitted: auto-generated"), lines::toString);
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("Content-Type: text/plain; charset=UTF-8")));
            assertTrue(lines.stream().anyMatch(line -> line.contains("l=C3=A4uft nicht")), lines::toString);
        }
    }

    @Test
    void what_a_host_answered_adds_no_header_recipient_or_command() throws Exception {
        try (var server = new MailServer("250 queued")) {
            carry("smtp://127.0.0.1:" + server.port(), Messages.HOSTILE);
            var lines = server.lines();
            assertEquals(
                    2, lines.stream().filter(line -> line.startsWith("RCPT")).count());
            assertFalse(lines.stream().anyMatch(line -> line.startsWith("Bcc")), lines::toString);
            assertEquals(1, lines.stream().filter("."::equals).count());
            assertEquals(1, lines.stream().filter("QUIT"::equals).count());
            assertFalse(lines.stream().anyMatch(line -> line.indexOf('\u001b') >= 0), lines::toString);
        }
    }

    @Test
    void a_server_without_tls_receives_neither_password_nor_mail() throws Exception {
        try (var server = new MailServer("250 queued")) {
            var target = new SmtpServer(
                    "127.0.0.1", server.port(), Protection.STARTTLS, Optional.of("anna"), Optional.of("pa55word"));
            var to = Messages.mail("env:SMTP", "ops@example.com");
            var refused = assertThrows(
                    UndeliveredException.class,
                    () -> MailCarrier.send(target, to.mail().orElseThrow(), Letter.of(Messages.of("1"), to)));
            assertEquals(Kind.SILENT, refused.kind());
            assertFalse(server.lines().stream().anyMatch(line -> line.startsWith("AUTH") || line.equals("DATA")));
        }
    }

    @Test
    void a_password_reaches_a_server_on_this_machine_and_no_error() throws Exception {
        try (var server = new MailServer("550 5.7.1 pa55!word is not wanted")) {
            var refused = assertThrows(
                    UndeliveredException.class, () -> carry("smtp://anna:pa55%21word@127.0.0.1:" + server.port(), "x"));
            assertFalse(refused.words().contains("pa55"), refused::words);
            var given = server.lines().stream()
                    .filter(line -> line.startsWith("AUTH PLAIN "))
                    .findFirst()
                    .orElseThrow()
                    .substring("AUTH PLAIN ".length());
            var words = new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8);
            assertTrue(words.endsWith("\0anna\0pa55!word"), words);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smtps://mail.example.com, 465, TLS",
        "smtps://u:p@mail.example.com:10465, 10465, TLS",
        "smtp://u:p@mail.example.com, 587, STARTTLS",
        "smtp://mail.example.com?tls=none, 25, NONE",
        "smtp://localhost, 25, NONE",
    })
    void tls_is_used_unless_it_is_excluded(String url, int port, Protection protection) {
        var server = SmtpServer.parse(url);
        assertEquals(List.of(port, protection), List.of(server.port(), server.protection()));
        var properties = server.properties("example.com");
        assertEquals(
                Boolean.toString(protection == Protection.STARTTLS),
                properties.getProperty("mail.smtp.starttls.required"));
        assertEquals(Boolean.toString(protection == Protection.TLS), properties.getProperty("mail.smtp.ssl.enable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:p4ss@mail.example.com",
                "smtp://u:p4ss@mail.example.com?tls=none",
                "smtp://u:p4ss^@mail.example.com",
                "p4ss",
            })
    void what_is_no_server_is_refused_without_its_password(String url) {
        var refused = assertThrows(IllegalArgumentException.class, () -> SmtpServer.parse(url));
        assertFalse(String.valueOf(refused.getMessage()).contains("p4ss"), refused::toString);
    }
}

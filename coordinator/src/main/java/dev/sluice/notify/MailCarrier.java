package dev.sluice.notify;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.message.Letter;
import dev.sluice.notify.UndeliveredException.Kind;
import dev.sluice.playbook.Notification.Mail;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;

/** Mail by SMTP. */
final class MailCarrier implements Carrier {
    private final SecretSource secrets;

    MailCarrier(SecretSource secrets) {
        this.secrets = secrets;
    }

    @Override
    public void carry(Letter letter) throws UndeliveredException {
        var mail = letter.to().mail().orElseThrow();
        send(server(mail), mail, letter);
    }

    private SmtpServer server(Mail mail) throws UndeliveredException {
        try {
            return SmtpServer.parse(mail.smtp().resolve(secrets).reveal());
        } catch (SecretException | IllegalArgumentException e) {
            throw new UndeliveredException(Kind.LATER, mail.smtp() + ": " + e.getMessage());
        }
    }

    static void send(SmtpServer server, Mail mail, Letter letter) throws UndeliveredException {
        var session = Session.getInstance(server.properties(MailForm.domain(mail)));
        try (var transport = session.getTransport("smtp")) {
            var form = MailForm.of(session, mail, letter.message());
            transport.connect(
                    server.host(),
                    server.port(),
                    server.user().orElse(null),
                    server.password().orElse(null));
            transport.sendMessage(form, form.getAllRecipients());
        } catch (AuthenticationFailedException | SendFailedException e) {
            throw new UndeliveredException(Kind.LATER, "refused by " + server + ": " + words(server, e));
        } catch (MessagingException e) {
            throw new UndeliveredException(Kind.SILENT, "not sent to " + server + ": " + words(server, e));
        }
    }

    private static String words(SmtpServer server, MessagingException e) {
        return server.masked(String.valueOf(e.getMessage()));
    }
}

package dev.sluice.notify;

import dev.sluice.message.Message;
import dev.sluice.message.MessageText;
import dev.sluice.playbook.Notification.Mail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A message as plain text of mail; nothing in it is the name or address of this machine. */
final class MailForm extends MimeMessage {
    private final String id;

    private MailForm(Session session, String id) {
        super(session);
        this.id = id;
    }

    static MailForm of(Session session, Mail mail, Message message) throws MessagingException {
        // The id that stays the same when it is sent twice.
        var form =
                new MailForm(session, "<" + message.id().replaceAll("[^A-Za-z0-9.-]", "-") + "@" + domain(mail) + ">");
        form.setFrom(new InternetAddress(mail.from()));
        for (var to : mail.to()) {
            form.addRecipient(RecipientType.TO, new InternetAddress(to));
        }
        form.setSubject(MessageText.subject(message), "UTF-8");
        form.setSentDate(Date.from(message.at()));
        form.setHeader("Auto-Submitted", "auto-generated");
        form.setText(
                Stream.concat(Stream.of(message.title(), ""), MessageText.lines(message).stream())
                        .collect(Collectors.joining("\n", "", "\n")),
                "UTF-8");
        form.saveChanges();
        return form;
    }

    /** The domain of the sender. */
    static String domain(Mail mail) {
        return mail.from().substring(mail.from().indexOf('@') + 1);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}

package dev.sluice.notify;

import dev.sluice.message.Letter;
import dev.sluice.notify.LetterFiles.Stored;
import dev.sluice.playbook.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What could not be delivered so far.
 *
 * @param waiting to be tried again, after an attempt failed
 * @param givenUp kept for a person
 * @param lastFailure of the newest of them, with who was to receive it; empty where there is none
 */
public record UndeliveredLetters(int waiting, int givenUp, String lastFailure) {
    /** Reads them; changes nothing. */
    public static UndeliveredLetters in(Path state) {
        try {
            var files = new LetterFiles(state);
            var waiting = letters(files.pending()).stream()
                    .filter(letter -> letter.attempts() > 0)
                    .toList();
            var dead = letters(files.dead());
            var last = Stream.concat(waiting.stream(), dead.stream())
                    .reduce((one, later) -> later)
                    .map(letter -> who(letter.to()) + ": " + letter.failure())
                    .orElse("");
            return new UndeliveredLetters(waiting.size(), dead.size(), last);
        } catch (IOException e) {
            return new UndeliveredLetters(0, 0, "");
        }
    }

    private static List<Letter> letters(List<Stored> stored) {
        return stored.stream().map(Stored::letter).toList();
    }

    /** As the playbook has it, which has no secret. */
    private static String who(Notification to) {
        return to.mail()
                .map(mail -> "mail to " + String.join(", ", mail.to()))
                .or(() -> to.slack().map(url -> "slack " + url))
                .or(() -> to.webhook().map(url -> "webhook " + url))
                .orElse("?");
    }
}

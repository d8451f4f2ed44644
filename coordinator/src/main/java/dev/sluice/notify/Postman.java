package dev.sluice.notify;

import dev.sluice.notify.LetterFiles.Stored;
import dev.sluice.notify.UndeliveredException.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is due for one recipient, one letter after the other. */
final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

    private static final String UNANSWERED = "no answer before the process ended";

    private final LetterFiles files;
    private final Carrier carrier;
    private final InstantSource clock;
    private volatile boolean stopped;

    Postman(LetterFiles files, Carrier carrier, InstantSource clock) {
        this.files = files;
        this.carrier = carrier;
        this.clock = clock;
    }

    /**
     * Delivers them, until there is no answer.
     *
     * @param letters all for one recipient
     * @return whether all of them were tried; another process may deliver to this recipient
     */
    boolean deliver(String recipient, List<Stored> letters) throws IOException {
        var claim = files.claim(recipient);
        if (claim.isEmpty()) {
            return false;
        }
        var held = claim.get();
        try (held) {
            for (var letter : letters) {
                if (!deliver(letter)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Returns whether the recipient answered. An attempt is recorded before it is made: the process may end before there is an answer. */
    private boolean deliver(Stored letter) throws IOException {
        var now = clock.instant();
        var current = files.current(letter);
        if (current.isEmpty() || !current.get().letter().isDue(now)) {
            return true;
        }
        if (current.get().letter().isOver(now)) {
            giveUp(current.get());
            return true;
        }
        var tried = current.get().with(current.get().letter().failed(now, UNANSWERED));
        files.failed(tried);
        try {
            carrier.carry(tried.letter());
            files.sent(tried);
            return true;
        } catch (UndeliveredException e) {
            failed(tried.with(tried.letter().because(e.words())), e.kind());
            return e.kind() != Kind.SILENT;
        }
    }

    private void failed(Stored letter, Kind kind) throws IOException {
        if (kind == Kind.NEVER) {
            giveUp(letter);
        } else if (!stopped) {
            files.failed(letter);
        }
    }

    private void giveUp(Stored letter) throws IOException {
        LOG.warn(
                "a notification was given up: {}; sluice self-check shows it",
                letter.letter().failure());
        files.givenUp(letter.with(letter.letter().anew()));
    }

    /** From now on, an attempt that fails stays as it was recorded. */
    void stop() {
        stopped = true;
    }
}

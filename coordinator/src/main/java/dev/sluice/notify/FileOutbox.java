package dev.sluice.notify;

import dev.sluice.document.SecretSource;
import dev.sluice.engine.Outbox;
import dev.sluice.engine.WebPost;
import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import dev.sluice.notify.LetterFiles.Stored;
import dev.sluice.playbook.Notification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages to people, in files until they are delivered. */
public final class FileOutbox implements Outbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileOutbox.class);
    /** How long a process that ends waits for its deliveries. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** After a signal, whose sender waits for five seconds in all. */
    private static final Duration HURRIED = Duration.ofMillis(300);

    private final LetterFiles files;
    private final Courier courier;
    private volatile Duration patience = PATIENCE;

    /**
     * Nothing is written, and no thread is started, before there is a message.
     *
     * @param state directory of the records
     * @param secrets resolved anew for each delivery, so that a secret can be changed while a process runs
     */
    public FileOutbox(Path state, WebPost web, Supplier<SecretSource> secrets, InstantSource clock) {
        this(state, letter -> carrier(letter, web, secrets.get(), clock).carry(letter), clock);
    }

    FileOutbox(Path state, Carrier carrier, InstantSource clock) {
        this.files = new LetterFiles(state);
        this.courier = new Courier(files, new Postman(files, carrier, clock), clock);
    }

    private static Carrier carrier(Letter letter, WebPost web, SecretSource secrets, InstantSource clock) {
        return letter.to().mail().isPresent() ? new MailCarrier(secrets) : new WebCarrier(web, secrets, clock);
    }

    @Override
    public void put(Message message, Notification to) {
        try {
            files.add(Letter.of(message, to));
            courier.ring();
        } catch (IOException | RuntimeException e) {
            LOG.warn("a notification cannot be stored, and is lost: {}", e.getMessage(), e);
        }
    }

    @Override
    public void deliver() {
        if (files.hasPending()) {
            courier.ring();
        }
    }

    @Override
    public void hurry() {
        patience = HURRIED;
    }

    @Override
    public List<Letter> undelivered() {
        try {
            return files.dead().stream().map(Stored::letter).toList();
        } catch (IOException e) {
            LOG.debug("the messages that were given up", e);
            return List.of();
        }
    }

    @Override
    public void close() {
        courier.close(patience);
    }
}

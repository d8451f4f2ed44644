package dev.sluice.notify;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.MessageCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.document.OwnFile;
import dev.sluice.document.WholeFile;
import dev.sluice.message.Letter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code .outbox/} in the state directory, a file a letter: {@code pending/} before it is delivered, {@code dead/} when it is given up; {@code sent/} has
 * an empty file for each that was delivered, for some days, so that none is taken twice. Of the processes that deliver, one at a time serves a recipient.
 */
final class LetterFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LetterFiles.class);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String SUFFIX = ".json";
    private static final int LARGEST = 512 * 1024;
    private static final int KEY_CHARS = 12;
    /** More would be of no use to anybody. */
    private static final int MOST = 1_000;

    private static final Duration KEPT = Duration.ofDays(7);

    private final Path state;
    private final MessageCodec codec = new MessageCodec();

    /** @param state directory of the records */
    LetterFiles(Path state) {
        this.state = state.toAbsolutePath().normalize();
    }

    /** A letter in its file. */
    record Stored(String name, Letter letter) {
        Stored with(Letter other) {
            return new Stored(name, other);
        }

        /** Who receives it. */
        String recipient() {
            return key(letter.to().toString());
        }
    }

    /** While it is open, no other process delivers to the same recipient. */
    interface Claim extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private static String key(String text) {
        return PlanCodec.digest(text).substring(0, KEY_CHARS);
    }

    private static String name(Letter letter) {
        return key(letter.message().fleet() + " " + letter.message().id()) + "-"
                + key(letter.to().toString()) + SUFFIX;
    }

    private Path directory(String name) {
        return state.resolve(".outbox").resolve(name);
    }

    /** Stores a letter, unless it was taken before. Too many are not stored: those that came first are delivered. */
    void add(Letter letter) throws IOException {
        make();
        var name = name(letter);
        for (var directory : List.of("pending", "sent", "dead")) {
            if (Files.exists(directory(directory).resolve(name))) {
                return;
            }
        }
        if (names("pending").size() >= MOST) {
            throw new IOException("more than " + MOST + " messages wait in " + directory("pending"));
        }
        write(directory("pending"), new Stored(name, letter));
    }

    private void make() throws IOException {
        Files.createDirectories(state, PRIVATE);
        OwnFile.checkPrivate(state);
        for (var name : List.of("pending", "sent", "dead", "locks")) {
            Files.createDirectories(directory(name), PRIVATE);
        }
    }

    private void write(Path directory, Stored stored) throws IOException {
        WholeFile.writePrivate(directory.resolve(stored.name()), codec.encode(stored.letter()) + "\n");
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    boolean hasPending() {
        try {
            return !names("pending").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** All that wait, the oldest first. */
    List<Stored> pending() throws IOException {
        return stored("pending");
    }

    /** All that were given up, the oldest first. */
    List<Stored> dead() throws IOException {
        return stored("dead");
    }

    private List<Stored> stored(String directory) throws IOException {
        var all = new ArrayList<Stored>();
        for (var name : names(directory)) {
            read(directory, name).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(
                        (Stored stored) -> stored.letter().message().at())
                .thenComparing(Stored::name));
        return all;
    }

    private Optional<Stored> read(String directory, String name) {
        var file = directory(directory).resolve(name);
        try {
            return Optional.of(new Stored(name, codec.decode(OwnFile.read(file, OwnFile.Access.SECRET, LARGEST))));
        } catch (NoSuchFileException another) {
            return Optional.empty();
        } catch (IOException | CodecException e) {
            LOG.debug("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    private List<String> names(String directory) throws IOException {
        if (!Files.isDirectory(directory(directory))) {
            return List.of();
        }
        try (var files = Files.list(directory(directory))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .toList();
        }
    }

    /** The right to deliver to a recipient; empty while another process has it. */
    Optional<Claim> claim(String recipient) throws IOException {
        make();
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var channel = FileChannel.open(directory("locks").resolve(recipient), options, PRIVATE_FILE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel::close);
            }
        } catch (OverlappingFileLockException another) {
            LOG.debug("another part of this process delivers to {}", recipient);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** As it is now: another process may have delivered it, or tried. */
    Optional<Stored> current(Stored stored) throws IOException {
        if (Files.exists(directory("sent").resolve(stored.name()))) {
            Files.deleteIfExists(directory("pending").resolve(stored.name()));
            return Optional.empty();
        }
        return read("pending", stored.name());
    }

    void sent(Stored stored) throws IOException {
        WholeFile.writePrivate(directory("sent").resolve(stored.name()), "");
        Files.deleteIfExists(directory("pending").resolve(stored.name()));
    }

    /** It is tried again. */
    void failed(Stored stored) throws IOException {
        write(directory("pending"), stored);
    }

    /** It is kept for a person, who can move it back. */
    void givenUp(Stored stored) throws IOException {
        write(directory("pending"), stored);
        Files.move(
                directory("pending").resolve(stored.name()),
                directory("dead").resolve(stored.name()),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets what was delivered long ago. */
    void tidy(Instant now) throws IOException {
        for (var name : names("sent")) {
            var file = directory("sent").resolve(name);
            if (Files.getLastModifiedTime(file).toInstant().plus(KEPT).isBefore(now)) {
                Files.deleteIfExists(file);
            }
        }
        forgetOldest(names("dead").stream().map(directory("dead")::resolve).toList());
    }

    /** A recipient that fails for months must not fill the disk: the newest that were given up are kept. */
    private static void forgetOldest(List<Path> files) throws IOException {
        if (files.size() <= MOST) {
            return;
        }
        var times = new TreeMap<FileTime, List<Path>>();
        for (var file : files) {
            times.computeIfAbsent(Files.getLastModifiedTime(file), time -> new ArrayList<>())
                    .add(file);
        }
        var oldest = times.values().stream()
                .flatMap(List::stream)
                .limit(files.size() - MOST)
                .toList();
        for (var file : oldest) {
            Files.deleteIfExists(file);
        }
    }
}

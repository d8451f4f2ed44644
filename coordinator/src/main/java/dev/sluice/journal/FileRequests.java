package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.RequestCodec;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests as files in {@code inbox/} of a record: a request is either complete or does not exist. */
public final class FileRequests implements Requests {
    private static final String ENDING = ".json";

    /** Far more than the size of any request, in bytes. */
    private static final int MOST_BYTES = 65_536;

    private final RequestCodec codec = new RequestCodec();

    @Override
    public Waiting ask(Path record, Request request) throws JournalException {
        var inbox = inbox(record);
        try {
            StateDirectory.make(inbox);
            var beside = Files.createTempFile(inbox, ".", ".new", StateDirectory.PRIVATE_FILE);
            Files.writeString(beside, codec.encode(request) + "\n", StandardCharsets.US_ASCII);
            StateDirectory.sync(beside);
            var unique = beside.getFileName().toString().replaceAll("\\D", "");
            var name = "%013d-%s%s".formatted(request.at().toEpochMilli(), unique, ENDING);
            Files.move(beside, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            StateDirectory.sync(inbox);
            return new Waiting(name, request);
        } catch (IOException e) {
            throw failed(inbox, e);
        }
    }

    @Override
    public boolean isWaiting(Path record, Waiting request) {
        return Files.exists(inbox(record).resolve(request.name()));
    }

    @Override
    public Heard waiting(Path record) throws JournalException {
        var requests = new ArrayList<Waiting>();
        var problems = new ArrayList<String>();
        try {
            for (var file : files(inbox(record))) {
                read(file, problems).ifPresent(request -> requests.add(new Waiting(name(file), request)));
            }
            return new Heard(requests, problems);
        } catch (IOException e) {
            throw failed(inbox(record), e);
        }
    }

    private static List<Path> files(Path inbox) throws IOException {
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        try (var entries = Files.list(inbox)) {
            return entries.filter(file -> name(file).endsWith(ENDING)).sorted().toList();
        }
    }

    private Optional<Request> read(Path file, List<String> problems) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(codec.decode(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
        } catch (CodecException e) {
            Files.move(file, file.resolveSibling(name(file) + ".refused"), StandardCopyOption.REPLACE_EXISTING);
            problems.add(file + " was skipped: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void done(Path record, Waiting request) throws JournalException {
        try {
            Files.deleteIfExists(inbox(record).resolve(request.name()));
        } catch (IOException e) {
            throw failed(inbox(record), e);
        }
    }

    private static Path inbox(Path record) {
        return record.resolve("inbox");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static JournalException failed(Path inbox, IOException cause) {
        return new JournalException("requests in " + inbox + " cannot be used: " + cause.getMessage(), cause);
    }
}

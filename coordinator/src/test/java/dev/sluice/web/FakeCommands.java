package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.daemon.ServedSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Commands by their first word: {@code wait} waits to be released, {@code watch} shows something without end, {@code ask} asks, {@code fail} has a defect,
 * {@code much} prints eight megabytes, {@code run} needs the scope run; all others write a report.
 */
final class FakeCommands implements Commands {
    private final CountDownLatch released;

    FakeCommands(CountDownLatch released) {
        this.released = released;
    }

    @Override
    public Optional<Admission> admission(List<String> arguments) {
        return Optional.of(
                switch (arguments.get(0)) {
                    case "watch" -> new Admission(Scope.READ, Lasting.WHILE_READ);
                    case "run" -> new Admission(Scope.RUN, Lasting.TO_ITS_END);
                    default -> new Admission(Scope.READ, Lasting.TO_ITS_END);
                });
    }

    @Override
    public int run(ServedSite site, Caller caller, List<String> arguments, Path reports, Console console) {
        try {
            switch (arguments.get(0)) {
                case "wait" -> released.await();
                case "watch" -> new CountDownLatch(1).await();
                case "ask" -> console.out().println(console.confirms("Really?"));
                case "fail" -> throw new IllegalStateException("secret words");
                case "much" -> much(console);
                default -> report(reports);
            }
            return 0;
        } catch (InterruptedException e) {
            return 143;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void much(Console console) {
        for (int i = 0; i < 8_192; i++) {
            console.out().println("x".repeat(1_023));
        }
    }

    private static void report(Path reports) throws IOException {
        Files.writeString(reports.resolve("result.json"), "{}");
        Files.writeString(Files.createDirectories(reports.resolve("logs")).resolve("web01.log"), "log");
        Files.createSymbolicLink(reports.resolve("link"), Path.of("/etc/passwd"));
    }
}

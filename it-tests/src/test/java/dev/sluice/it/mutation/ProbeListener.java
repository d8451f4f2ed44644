package dev.sluice.it.mutation;

import dev.sluice.it.script.LocalShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Notes how each test went, and the statements that it ran: what the probes wrote while it did. Tests run one after the other. */
final class ProbeListener implements TestExecutionListener {
    private final Path trace;
    private final List<ScriptTestRun> runs = new ArrayList<>();
    private final List<String> red = new ArrayList<>();
    private long began;
    private long read;

    ProbeListener(Path trace) {
        this.trace = trace;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            began = System.nanoTime();
            read = size();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            var why = result.getThrowable().map(Throwable::toString).orElse("aborted");
            red.add(test.getUniqueId() + ": " + why);
        }
        if (test.isTest()) {
            var took = Duration.ofNanos(System.nanoTime() - began);
            runs.add(new ScriptTestRun(test.getUniqueId(), shellOf(test.getDisplayName()), took, probes()));
            System.err.print('.');
        }
    }

    /** The shell in a test's display name; empty when the test chooses it itself. */
    private static String shellOf(String displayName) {
        return Arrays.stream(LocalShell.values())
                .map(Enum::name)
                .filter(displayName::contains)
                .findFirst()
                .orElse("");
    }

    private long size() {
        try {
            return Files.size(trace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> probes() {
        try (var in = Files.newInputStream(trace)) {
            in.skipNBytes(read);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ScriptTestRun> runs() {
        return List.copyOf(runs);
    }

    /** The tests that are red with nothing done wrongly. */
    List<String> red() {
        return List.copyOf(red);
    }
}

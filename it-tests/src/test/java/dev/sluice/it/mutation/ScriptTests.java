package dev.sluice.it.mutation;

import dev.sluice.it.script.ChosenShells;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The tests of the host scripts, run in this process with the scripts of a class loader. */
final class ScriptTests {
    private static final String PACKAGE = "dev.sluice.it.script";

    /** Its complaints are about the text, and not about what it does. */
    private static final String TEXT_ONLY = ".*ShellCheckTest";

    /** For a test whose scripts were ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Launcher launcher = LauncherFactory.create();
    private final LeftProcesses processes;
    private final String shells;
    private final String classes;

    /**
     * The tests of the classes that a pattern describes.
     *
     * @param shells such as {@code DASH,BUSYBOX}
     * @param classes such as {@code .*LeaseScriptTest}
     */
    ScriptTests(LeftProcesses processes, String shells, String classes) {
        this.processes = processes;
        this.shells = shells;
        this.classes = classes;
    }

    /**
     * All of them once, with scripts that write down which statement they are at; what an earlier run kept is not run again.
     *
     * @param red gets those that are red
     */
    List<ScriptTestRun> all(Path probed, Path trace, BaselineStore store, List<String> red) throws Exception {
        var probes = HostScriptFiles.ofTheProduct().withProbes(Path.of("trace")).texts();
        var runs = new ArrayList<ScriptTestRun>();
        try (var loader = ScriptLoader.of(probed)) {
            Thread.currentThread().setContextClassLoader(loader);
            for (var testClass : classes()) {
                var key = shells + "-" + BaselineStore.key(testClass, probes, ScriptLoader.classPath());
                var kept = store.find(testClass, key);
                if (kept.isPresent()) {
                    runs.addAll(kept.get());
                    continue;
                }
                var listener = new ProbeListener(trace);
                run(DiscoverySelectors.selectClass(testClass), listener);
                runs.addAll(listener.runs());
                red.addAll(listener.red());
                if (listener.red().isEmpty()) {
                    store.keep(testClass, key, listener.runs());
                }
            }
        }
        processes.end();
        return runs;
    }

    private List<String> classes() {
        var plan = launcher.discover(request(DiscoverySelectors.selectPackage(PACKAGE)));
        return plan.getRoots().stream()
                .flatMap(root -> plan.getChildren(root).stream())
                .map(TestIdentifier::getLegacyReportingName)
                .sorted()
                .toList();
    }

    private void run(DiscoverySelector selector, TestExecutionListener listener) {
        launcher.execute(request(selector), listener);
    }

    private LauncherDiscoveryRequest request(DiscoverySelector selector) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .filters(
                        ClassNameFilter.includeClassNamePatterns(classes),
                        ClassNameFilter.excludeClassNamePatterns(TEXT_ONLY))
                .configurationParameter(ChosenShells.PARAMETER, shells)
                .build();
    }

    /** The first of the tests that is red, or hangs, with these scripts. */
    Optional<ScriptTestRun> notice(Path scripts, List<ScriptTestRun> tests) throws Exception {
        try (var loader = ScriptLoader.of(scripts)) {
            var pool = Executors.newSingleThreadExecutor(task -> {
                var thread = new Thread(task, "mutant");
                thread.setContextClassLoader(loader);
                thread.setDaemon(true);
                return thread;
            });
            try {
                for (var test : tests) {
                    if (isRed(pool, test)) {
                        return Optional.of(test);
                    }
                }
                return Optional.empty();
            } finally {
                end(pool);
            }
        }
    }

    /** A machine that has other things to do makes a test hang once, a mutant twice. */
    private boolean isRed(ExecutorService pool, ScriptTestRun test) throws Exception {
        var first = start(pool, test);
        if (!first.endsIn(test.limit())) {
            processes.end();
            if (!first.endsIn(PATIENCE)) {
                return true;
            }
            var second = start(pool, test);
            return !second.endsIn(test.limit()) || second.isRed();
        }
        return first.isRed();
    }

    private Running start(ExecutorService pool, ScriptTestRun test) {
        var listener = new SummaryGeneratingListener();
        return new Running(
                test.id(), pool.submit(() -> run(DiscoverySelectors.selectUniqueId(test.id()), listener)), listener);
    }

    private record Running(String id, Future<?> run, SummaryGeneratingListener listener) {
        boolean endsIn(Duration limit) throws InterruptedException {
            try {
                run.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(id, e);
            }
        }

        boolean isRed() {
            if (listener.getSummary().getTestsStartedCount() == 0) {
                throw new IllegalStateException("JUnit does not find " + id);
            }
            return listener.getSummary().getTotalFailureCount() > 0;
        }
    }

    /** A test that hangs is ended: what it waits for is gone. */
    private void end(ExecutorService pool) throws InterruptedException {
        long began = System.nanoTime();
        do {
            pool.shutdownNow();
            processes.end();
        } while (!pool.awaitTermination(500, TimeUnit.MILLISECONDS) && System.nanoTime() - began < PATIENCE.toNanos());
    }
}

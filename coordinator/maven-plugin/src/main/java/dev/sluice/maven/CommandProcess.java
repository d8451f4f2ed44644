package dev.sluice.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * Runs a command of Sluice in a process of its own. A rollout handles signals and ends its process as its record requires; inside of Maven it
 * would end, or be ended by, the builds beside it, and its libraries would meet Maven's.
 *
 * @param jars Sluice and its libraries
 * @param secrets what is added to the environment
 */
record CommandProcess(File directory, List<File> jars, Map<String, String> secrets) {
    /** Longer than a rollout takes to come to order after a signal. */
    private static final long PATIENCE_SECONDS = 5;

    /** Returns the exit code. Standard output becomes Maven's information, standard error its warnings. */
    int run(List<String> words, Log log) throws MojoExecutionException {
        var builder = new ProcessBuilder(java(words)).directory(directory);
        builder.environment().putAll(secrets);
        if (!printsUtf8()) {
            // Names of files may be UTF-8 all the same, which Java reads in such a locale only.
            builder.environment().put("LC_ALL", "C.UTF-8");
        }
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return awaited(process, log);
        } catch (IOException e) {
            throw new MojoExecutionException("sluice " + words.get(0) + " could not be run: " + e.getMessage(), e);
        }
    }

    private List<String> java(List<String> words) {
        var path = jars.stream().map(File::getPath).collect(Collectors.joining(File.pathSeparator));
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djdk.console=java.base",
                "--enable-native-access=ALL-UNNAMED"));
        if (!printsUtf8()) {
            all.add("-Dsluice.output=ascii");
        }
        all.addAll(List.of("-cp", path, "dev.sluice.cli.Main"));
        all.addAll(words);
        return all;
    }

    /** Whether the locale's name has UTF-8. Otherwise the output is ASCII, which every reader of a build's log understands. */
    private static boolean printsUtf8() {
        var locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(System.getenv()::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return locale.contains("utf-8") || locale.contains("utf8");
    }

    private static int awaited(Process process, Log log) throws MojoExecutionException {
        var end = new Thread(() -> end(process), "sluice-end");
        Runtime.getRuntime().addShutdownHook(end);
        var readers = Executors.newFixedThreadPool(2);
        try {
            var output = CompletableFuture.runAsync(() -> copy(process.getInputStream(), log::info), readers);
            var errors = CompletableFuture.runAsync(() -> copy(process.getErrorStream(), log::warn), readers);
            int code = process.waitFor();
            CompletableFuture.allOf(output, errors).join();
            return code;
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted; what the rollout needs next: sluice status", e);
        } finally {
            readers.shutdown();
            forget(end);
        }
    }

    private static void copy(InputStream from, Consumer<String> to) {
        try (var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                to.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A signal to the whole group has reached the process too, and a second one would end it in the middle: it is given time first. */
    private static void end(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook is running.
            Thread.currentThread().interrupt();
        }
    }
}

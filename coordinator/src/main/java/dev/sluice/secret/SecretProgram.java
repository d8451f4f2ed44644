package dev.sluice.secret;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program that prints a secret. There is no shell, no input and no terminal; standard error is discarded,
 * because password programs print parts of secrets there.
 *
 * @param timeout from start to end
 */
record SecretProgram(Duration timeout) {
    String run(SecretReference reference) throws SecretException {
        var process = start(reference);
        try {
            var output = output(process).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            return check(reference, process.exitValue(), output);
        } catch (TimeoutException late) {
            throw new SecretException(reference + ": no answer within " + timeout.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            throw new SecretException(reference + ": its output cannot be read", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SecretException(reference + ": interrupted", interrupted);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            // It has ended when its caller continues, unless the kernel cannot end it.
            process.destroyForcibly()
                    .onExit()
                    .completeOnTimeout(process, 5, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static Process start(SecretReference reference) throws SecretException {
        try {
            var process = new ProcessBuilder(reference.words())
                    .redirectError(Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException failed) {
            throw new SecretException(
                    reference + ": cannot start " + reference.words().get(0), failed);
        }
    }

    /** Read by a thread of its own: a grandchild that keeps the pipe open must not outlast the time limit. */
    private static CompletableFuture<byte[]> output(Process process) {
        return CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()), SecretProgram::onOwnThread);
    }

    private static void onOwnThread(Runnable work) {
        var thread = new Thread(work, "secret-program");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] readAll(InputStream in) {
        try {
            return in.readNBytes(SecretFile.LARGEST + 1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String check(SecretReference reference, int exit, byte[] output) throws SecretException {
        if (exit != 0) {
            throw new SecretException(reference + ": ended with exit code " + exit
                    + "; run it by hand to see its error, which is not shown here");
        }
        if (output.length > SecretFile.LARGEST) {
            throw new SecretException(reference + ": more than 64 KiB of output");
        }
        return new String(output, StandardCharsets.UTF_8);
    }
}

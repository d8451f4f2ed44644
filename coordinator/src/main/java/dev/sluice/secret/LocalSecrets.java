package dev.sluice.secret;

import dev.sluice.document.HomePath;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Secrets of the machine that the coordinator runs on. Each reference is resolved once, when it is first needed, and its result is kept for as long
 * as this object lives: a password program is not run again for every host, nor waited for again when it failed.
 */
public final class LocalSecrets implements SecretSource {
    private static final Duration PROGRAM_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final SecretProgram program;
    private final Map<SecretReference, FutureTask<Secret>> fetched = new ConcurrentHashMap<>();

    /**
     * Secrets of this process' machine.
     *
     * @param environment where {@code env:} is read
     */
    public LocalSecrets(Map<String, String> environment) {
        this(environment, PROGRAM_TIMEOUT);
    }

    LocalSecrets(Map<String, String> environment, Duration programTimeout) {
        this.environment = Map.copyOf(environment);
        this.program = new SecretProgram(programTimeout);
    }

    @Override
    public Secret resolve(SecretReference reference) throws SecretException {
        var task = fetched.computeIfAbsent(reference, wanted -> new FutureTask<>(() -> fetch(wanted)));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SecretException known) {
                throw known;
            }
            throw new SecretException(reference + " cannot be resolved", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SecretException(reference + " was not waited for: interrupted");
        }
    }

    private Secret fetch(SecretReference reference) throws SecretException {
        var text = read(reference);
        if (text.isEmpty()) {
            throw new SecretException(reference + " is empty");
        }
        return new Secret(text);
    }

    private String read(SecretReference reference) throws SecretException {
        return switch (reference.kind()) {
            case ENV -> variable(reference);
            case FILE -> withoutLineBreak(SecretFile.read(reference, HomePath.expand(reference.value())));
            case COMMAND -> withoutLineBreak(program.run(reference));
        };
    }

    private String variable(SecretReference reference) throws SecretException {
        var value = environment.get(reference.value());
        if (value == null) {
            throw new SecretException(reference + " is not set; export " + reference.value() + " before this command");
        }
        return value;
    }

    /** Editors and {@code echo} end a line; the line break is not part of the secret. */
    private static String withoutLineBreak(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}

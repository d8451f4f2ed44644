package dev.sluice.web;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Why a request did not do what it asked for.
 *
 * @param status of HTTP, RFC 9110
 * @param code what the command line would end with
 * @param what a line for each thing that is wrong, harmless to print
 * @param next what to do; may be empty
 */
record Failure(int status, ExitCode code, List<String> what, String next) {
    private static final int MOST = 2_000;

    Failure {
        what = what.stream().map(line -> HarmlessText.line(line, MOST)).toList();
        next = HarmlessText.line(next, MOST);
    }

    static Failure of(Context request, Exception failure) {
        if (failure instanceof Refusal refusal) {
            return new Failure(refusal.status(), ExitCode.USAGE, List.of(text(refusal)), refusal.next());
        }
        if (failure instanceof HttpResponseException known) {
            return new Failure(known.getStatus(), ExitCode.USAGE, List.of(text(failure)), "");
        }
        var code = ExitCode.of(failure);
        return new Failure(status(code), code, what(request, failure), next(failure));
    }

    private static List<String> what(Context request, Exception failure) {
        if (failure instanceof RefusedException refused) {
            return refused.lines();
        }
        if (failure instanceof InvalidDocumentException invalid) {
            return invalid.problems().stream().map(Problem::toString).toList();
        }
        if (failure instanceof LockedException || failure instanceof JournalException) {
            return List.of(text(failure));
        }
        LoggerFactory.getLogger(Failure.class).warn("{} {}", request.method(), request.path(), failure);
        return List.of("unexpected error");
    }

    private static String next(Exception failure) {
        if (failure instanceof RefusedException refused) {
            return refused.next();
        }
        if (failure instanceof InvalidDocumentException) {
            return "mend the files";
        }
        if (failure instanceof LockedException) {
            return "try again when it has ended";
        }
        return failure instanceof JournalException
                ? "sluice self-check examines this machine"
                : "the log of the daemon has it";
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    private static int status(ExitCode code) {
        return switch (code) {
            case USAGE -> 400;
            case INVALID, UNTOUCHED -> 422;
            case LOCKED, UNFINISHED, OUTSIDE_WINDOW, FROZEN, DIVERGED -> 409;
            default -> 500;
        };
    }
}

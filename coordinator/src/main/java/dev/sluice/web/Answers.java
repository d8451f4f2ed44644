package dev.sluice.web;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import dev.sluice.engine.JournalDamagedException;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.view.Listing;
import dev.sluice.view.ListingFormat;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON. A failure has what, the exit code that the command line would end with, and what to do next. */
final class Answers {
    private static final String JSON = "application/json";
    private static final int MOST = 2_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private Answers() {}

    static void send(Context request, Listing listing) {
        request.contentType(JSON).result(ListingFormat.JSON.text(listing));
    }

    static void send(Context request, Map<String, ?> fields) {
        request.contentType(JSON).result(MAPPER.writeValueAsString(fields) + "\n");
    }

    /** Why an operation did not do what was asked. */
    static void send(Context request, Exception failure) {
        if (failure instanceof Refusal refusal) {
            failed(request, refusal.status(), ExitCode.USAGE, List.of(text(refusal)), refusal.next());
        } else if (failure instanceof RefusedException refused) {
            var code = ExitCode.of(refused.reason());
            failed(request, status(code), code, refused.lines(), refused.next());
        } else if (failure instanceof LockedException) {
            failed(request, 409, ExitCode.LOCKED, List.of(text(failure)), "try again when it has ended");
        } else if (failure instanceof InvalidDocumentException invalid) {
            var problems = invalid.problems().stream().map(Problem::toString).toList();
            failed(request, 422, ExitCode.INVALID, problems, "");
        } else if (failure instanceof JournalDamagedException) {
            failed(request, 500, ExitCode.JOURNAL_DAMAGED, List.of(text(failure)), "");
        } else if (failure instanceof JournalException) {
            failed(request, 500, ExitCode.UNEXPECTED, List.of(text(failure)), "");
        } else if (failure instanceof HttpResponseException known) {
            failed(request, known.getStatus(), ExitCode.USAGE, List.of(text(failure)), "");
        } else {
            LoggerFactory.getLogger(Answers.class).warn("{} {}", request.method(), request.path(), failure);
            failed(request, 500, ExitCode.UNEXPECTED, List.of("unexpected error"), "the log of the daemon has it");
        }
    }

    private static void failed(Context request, int status, ExitCode code, List<String> what, String next) {
        var lines = what.stream().map(line -> HarmlessText.line(line, MOST)).toList();
        request.status(status);
        if (status == 401) {
            request.header("WWW-Authenticate", "Bearer realm=\"sluice\"");
        }
        send(request, Map.of("error", lines, "exitCode", code.number(), "next", HarmlessText.line(next, MOST)));
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

package dev.sluice.cli;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.readiness.RefusedException;
import dev.sluice.remote.ServerException;
import dev.sluice.report.NoRollout;
import dev.sluice.view.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into lines for people and an exit code. */
final class ErrorReport implements IExecutionExceptionHandler, IExitCodeExceptionMapper {
    private static final String REFUSED = "refused";

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        print(failure, command.getErr());
        return getExitCode(failure);
    }

    private static void print(Exception failure, PrintWriter err) {
        if (failure instanceof InvalidDocumentException invalid) {
            invalid.problems().forEach(err::println);
            err.printf("%s; no host was touched%n", new Count(invalid.problems().size(), "problem"));
        } else if (failure instanceof RefusedException refused) {
            refused.lines().forEach(line -> err.println("sluice: " + line));
            if (!refused.next().isEmpty()) {
                err.println("  next  " + refused.next());
            }
        } else if (failure instanceof ServerException server) {
            err.println("sluice: " + server.getMessage());
            if (!server.next().isEmpty()) {
                err.println("  next  " + server.next());
            }
        } else if (expected(failure)) {
            err.println("sluice: " + failure.getMessage());
        } else {
            err.println("sluice: unexpected error: " + failure);
            err.println("  next  this is a defect: please report it with what follows");
            failure.printStackTrace(err);
        }
        err.flush();
    }

    /** The same for reports. */
    static NoRollout noRollout(Exception failure, String fleet) {
        var code = code(failure).number();
        if (failure instanceof InvalidDocumentException invalid) {
            var problems = invalid.problems().stream().map(Problem::toString).toList();
            return new NoRollout(fleet, REFUSED, code, problems, "", Optional.empty());
        }
        if (failure instanceof RefusedException refused) {
            return new NoRollout(fleet, REFUSED, code, refused.lines(), refused.next(), Optional.empty());
        }
        if (failure instanceof ServerException server) {
            return new NoRollout(
                    fleet,
                    REFUSED,
                    code,
                    List.of(String.valueOf(server.getMessage())),
                    server.next(),
                    Optional.empty());
        }
        var known = expected(failure);
        var text = known ? String.valueOf(failure.getMessage()) : failure.toString();
        return new NoRollout(
                fleet,
                failure instanceof LockedException ? REFUSED : "error",
                code,
                List.of(text),
                "",
                Optional.empty());
    }

    private static boolean expected(Exception failure) {
        return failure instanceof JournalException
                || failure instanceof LockedException
                || failure instanceof ParameterException;
    }

    @Override
    public int getExitCode(Throwable failure) {
        return code(failure).number();
    }

    private static ExitCode code(Throwable failure) {
        if (failure instanceof ServerException server) {
            return switch (server.kind()) {
                case REFUSED -> ExitCode.USAGE;
                case BUSY -> ExitCode.LOCKED;
                case LOST -> ExitCode.UNEXPECTED;
            };
        }
        return failure instanceof ParameterException ? ExitCode.USAGE : ExitCode.of(failure);
    }
}

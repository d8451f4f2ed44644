package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.remote.Patience;
import dev.sluice.remote.RemoteCommand;
import dev.sluice.remote.RemoteSite;
import dev.sluice.remote.RemoteSite.Answering;
import dev.sluice.remote.ServerAddress;
import dev.sluice.remote.ServerException;
import dev.sluice.report.ReportFiles;
import dev.sluice.wiring.SystemTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** One command that a daemon runs: what it needs is sent there, what it prints is shown here, and a signal ends nothing but the view. */
final class ServerRun {
    private final ParseResult command;
    private final SluiceCommand root;
    private final SentWords words;
    private final ServerAddress address;
    private final ServerView view;
    private volatile Optional<RemoteSite> started = Optional.empty();

    ServerRun(ParseResult command, SluiceCommand root, SentWords words) throws RefusedException {
        this.command = command;
        this.root = root;
        this.words = words;
        this.address = root.server().address();
        var line = command.commandSpec().commandLine();
        this.view = new ServerView(root.host(), line.getOut(), line.getErr());
    }

    /**
     * Returns the exit code of the command.
     *
     * @param environment with the token
     */
    int run(Map<String, String> environment) throws Exception {
        try {
            var run = begin(environment);
            int code = run.follow(view);
            words.reports().ifPresent(directory -> download(run, directory));
            return code;
        } catch (RefusedException | ServerException e) {
            report(e);
            throw e;
        }
    }

    private RemoteCommand begin(Map<String, String> environment) throws Exception {
        var token = root.server().token(environment);
        if (words.artifact().isPresent()) {
            refuseUnsendable(words.artifact().get());
        }
        root.host().onSignal(this::left, err());
        var patience = new Patience(root.server().reconnect(), new SystemTime()::pause, view::note);
        var site = RemoteSite.find(address, root.server().trust(), token, fleet(), patience);
        var upload = words.artifact().isPresent()
                ? Optional.of(site.uploads().send(words.artifact().get(), this::doing))
                : Optional.<String>empty();
        var answering = root.host().isInteractive() ? Answering.PERSON : Answering.NO_ONE;
        var run = site.begin(words.with(upload), answering);
        started = Optional.of(site);
        return run;
    }

    /** That of the command means the same, where it has one. */
    private Optional<String> fleet() {
        return root.server().fleet().or(() -> Optional.ofNullable(command.matchedOption("--fleet"))
                .map(option -> option.stringValues().get(0)));
    }

    private static void refuseUnsendable(Path artifact) throws RefusedException {
        if (Files.isDirectory(artifact)) {
            throw ServerOptions.refused(
                    "--artifact " + artifact + " is a directory, which cannot be uploaded",
                    "pack it: tar -czf build.tar.gz -C " + artifact + " .");
        }
        if (!Files.isRegularFile(artifact)) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of("--artifact " + artifact + " does not exist on this machine"),
                    "one that the daemon has is named daemon:" + artifact);
        }
    }

    private void doing(String what) {
        err().println("  now   " + what);
        err().flush();
    }

    /** Without its reports here, a command has still done what it did. */
    private void download(RemoteCommand run, Path directory) {
        try {
            run.reports().write(directory);
        } catch (IOException | ServerException e) {
            view.note("the reports cannot be written to " + directory + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A pipeline reads the reports whatever happened, but what a command that was started has done is not known here. */
    private void report(Exception failure) {
        if (words.reports().isEmpty() || started.isPresent()) {
            return;
        }
        var ended = ErrorReport.noRollout(failure, fleet().orElse("sluice " + GivenWords.name(command)));
        try {
            new ReportFiles(words.reports().get()).write(ended);
        } catch (IOException e) {
            view.note("the reports cannot be written: " + e.getMessage());
        }
    }

    /** Nothing is to be waited for: what runs, runs elsewhere. */
    private boolean left(String signal) {
        var name = "sluice " + GivenWords.name(command);
        if (started.isEmpty()) {
            err().println(signal + ": " + name + " was not started");
        } else {
            var there =
                    "sluice --server " + address + " --fleet " + started.get().name();
            err().println(signal + ": this view ends, and " + name + " continues on the daemon");
            err().println("  next  follow it: " + there + " status --watch");
            err().println("  next  end it: " + there + " abort --revert --yes");
        }
        err().flush();
        return false;
    }

    private PrintWriter err() {
        return view.err();
    }
}

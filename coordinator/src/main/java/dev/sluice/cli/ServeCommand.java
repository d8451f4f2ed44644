package dev.sluice.cli;

import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonFile;
import dev.sluice.daemon.DaemonSpec;
import dev.sluice.daemon.HttpReader;
import dev.sluice.document.Resources;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.Alarms;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.SystemTime;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The process that runs all the time. */
@Command(
        name = "serve",
        description = {
            "Runs until it is stopped: starts what the schedules of one site, or of several, have due.",
            "After a crash, a rollout is continued where its window is still the same; after a stop it waits for a"
                    + " person. Files are read again when they change; while they have errors, nothing starts.",
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: as a service of systemd",
            "  sluice serve --print-unit | sudo tee /etc/systemd/system/sluice.service"
        })
@SuppressWarnings("NullAway.Init")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FilesOptions files;

    @Mixin
    private StateOptions state;

    @Mixin
    private ColorOptions color;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the sites to serve, and how (default: the one of --inventory and --playbook)")
    private Optional<Path> config;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            converter = AddressConverter.class,
            description = "serves HTTP at this loopback address: REST and the page (default: listen of the file)")
    private Optional<InetSocketAddress> listen;

    @Option(names = "--print-unit", description = "prints a unit for systemd, and ends")
    private boolean unit;

    @Override
    public Integer call() throws Exception {
        if (unit) {
            out().print(Resources.text(ServeCommand.class, "/serve/sluice.service"));
            out().flush();
            return ExitCode.DONE.number();
        }
        var sites = config.isPresent() ? DaemonFile.read(config.get()) : oneSite();
        return serve(listen.map(sites::listening).orElse(sites)).number();
    }

    /** Reads an address of this machine alone. */
    static final class AddressConverter implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String value) {
            try {
                return HttpReader.address(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("it " + e.getMessage());
            }
        }
    }

    /** Of one site, files with errors are refused at once; of several, the others are served. */
    private DaemonSpec oneSite() {
        files.read().refuseProblems();
        return DaemonSpec.of(files.inventory(), files.playbook());
    }

    private ExitCode serve(DaemonSpec sites) throws Exception {
        var given = spec.commandLine().getParseResult();
        if (config.isPresent() && (given.hasMatchedOption("--inventory") || given.hasMatchedOption("--playbook"))) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--config names the files of each site: --inventory and --playbook cannot apply"),
                    "leave them out");
        }
        var notices = new NoticeLines(out());
        try (var coordinator = new Coordinator(ProcessSettings.of(state.directory(), err()));
                var alarm = Alarms.open()) {
            // Records that cannot be used are no matter of one site.
            coordinator.records().store().fleets();
            var daemon = new Daemon(sites, coordinator, alarm, notices, new SystemTime(), this::front);
            var signal = new AtomicReference<@Nullable String>();
            Signals.handle(
                    name -> {
                        signal.compareAndSet(null, name);
                        return daemon.stop(name);
                    },
                    err());
            var http = new ServedHttp(state.directory(), coordinator, notices, this::front);
            var served = serve(sites, http, daemon);
            try (served) {
                daemon.run();
            }
            return Optional.ofNullable(signal.get()).map(ExitCode::ofSignal).orElse(ExitCode.DONE);
        }
    }

    /** Closes nothing where HTTP is not served. */
    private AutoCloseable serve(DaemonSpec sites, ServedHttp http, Daemon daemon) throws RefusedException {
        AutoCloseable served = () -> {};
        if (sites.http().isPresent()) {
            var front = http.open(sites.http().get(), daemon);
            out().println("listening at " + front.address());
            served = front;
        }
        out().println("serving " + new Count(sites.sites().size(), "site"));
        out().flush();
        return served;
    }

    private UnattendedFront front() {
        return new UnattendedFront(out(), err(), color.console());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}

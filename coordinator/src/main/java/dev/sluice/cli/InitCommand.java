package dev.sluice.cli;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.Application;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.OpenSshConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Begins a project. */
@Command(
        name = "init",
        description = {
            "Writes a commented inventory and playbook to begin with, and makes the endpoint's key if there is none.",
            "The site is named after DIR. Existing files are never overwritten."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  sluice init shop --host web01.example.com --host web02.example.com",
            "  sluice init wiki --from mediawiki --ssh-config --host wiki1"
        })
@SuppressWarnings("NullAway.Init")
final class InitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = ".",
            description = "where the files go; made if it is not there (default: here)")
    private Path directory;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            converter = HostNameConverter.class,
            description = "a host to release to, as SSH reaches it; may be given more than once")
    private List<HostName> hosts = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = {"the endpoint's private key", "(default: ~/.config/sluice/endpoint.pem)"})
    private Optional<Path> key;

    @Option(
            names = "--from",
            paramLabel = "APP",
            defaultValue = "plain",
            description =
                    "the application whose layout the playbook describes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Application application;

    @Option(
            names = "--ssh-config",
            description =
                    "read user, port, address, key and jump host of each host from OpenSSH's configuration, by ssh -G")
    private boolean sshConfig;

    @Override
    public Integer call() throws RefusedException {
        var keyFile = KeygenCommand.keyFile(key);
        var named = hosts.isEmpty() ? List.of(askForHost()) : hosts;
        var ssh = sshConfig ? sshSettings(named) : Map.<HostName, OpenSshConfig.Entry>of();
        var made = new NewProject(directory, named, keyFile, application, ssh).make();
        ssh.values().stream()
                .flatMap(entry -> entry.notes().stream())
                .distinct()
                .sorted()
                .forEach(note -> spec.commandLine().getErr().println("note: " + note));
        print(made, keyFile);
        return ExitCode.DONE.number();
    }

    private static Map<HostName, OpenSshConfig.Entry> sshSettings(List<HostName> hosts) throws RefusedException {
        var settings = new HashMap<HostName, OpenSshConfig.Entry>();
        for (var host : hosts) {
            settings.put(host, new OpenSshConfig("ssh").of(host));
        }
        return settings;
    }

    private HostName askForHost() {
        var answer = Terminal.here()
                .ask("The first host, as SSH reaches it (such as web01.example.com): ")
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Missing --host NAME: there is no terminal to ask at."));
        try {
            return new HostName(answer);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "'" + answer + "' is " + e.getMessage(), e);
        }
    }

    private void print(NewProject.Made made, Path keyFile) {
        var out = spec.commandLine().getOut();
        out.printf("%s: the hosts; check path, user and the site's name as visitors type it%n", made.inventory());
        out.printf(
                "%s: how the site is released; check docroot and health, and the web server's lines at its end%n",
                made.playbook());
        out.println(keyFile
                + made.kid()
                        .map(kid -> ": a new private key, only for you to read; its public half is " + kid)
                        .orElse(": the key that was there already"));
        out.println("next" + (directory.toString().equals(".") ? ":" : ", in " + directory + ":"));
        out.println("  sluice validate");
        out.println("  sluice doctor                          # what the hosts lack, and how to mend it");
        out.println("  sluice plan --artifact build.tar.gz");
        out.println("  sluice release --artifact build.tar.gz");
        out.flush();
    }

    /** Reads a host's name as given on the command line. */
    static final class HostNameConverter implements ITypeConverter<HostName> {
        @Override
        public HostName convert(String value) {
            try {
                return new HostName(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("it is " + e.getMessage());
            }
        }
    }
}

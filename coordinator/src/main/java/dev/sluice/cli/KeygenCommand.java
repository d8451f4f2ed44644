package dev.sluice.cli;

import dev.sluice.document.HomePath;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.wiring.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the endpoint's key. */
@Command(
        name = "keygen",
        description =
                "Makes the private key that signs requests to the endpoint, records and plans. Hosts only ever get its"
                        + " public half.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice keygen --out ~/.config/sluice/endpoint.pem"})
@SuppressWarnings("NullAway.Init")
final class KeygenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = {"the new file", "(default: ~/.config/sluice/endpoint.pem)"})
    private Optional<Path> out;

    @Override
    public Integer call() throws RefusedException, IOException {
        var file = keyFile(out);
        var kid = KeyFiles.generate(file);
        var print = spec.commandLine().getOut();
        print.printf(
                "%s: a new private key, only for you to read; its public half is %s, in %s.pub%n", file, kid, file);
        print.printf("in the playbook: opcache: { key: file:%s }%n", file);
        return ExitCode.DONE.number();
    }

    /** The file that was named, or the one that everybody takes; {@code --out=~/key} reaches us as it is written. */
    static Path keyFile(Optional<Path> named) {
        return HomePath.expand(named.map(Path::toString).orElse("~/.config/sluice/endpoint.pem"));
    }
}

package dev.sluice.journal;

import dev.sluice.document.OwnFile;
import dev.sluice.document.WholeFile;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RestrictionStore;
import dev.sluice.plan.FleetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Restrictions in the file {@code restrictions.json} beside a fleet's records. */
public final class FileRestrictions implements RestrictionStore {
    private static final String FILE = "restrictions.json";

    /** In bytes: thousands of hosts that are out. */
    private static final int LARGEST = 1 << 20;

    private final StateDirectory state;

    public FileRestrictions(Path directory) {
        this.state = new StateDirectory(directory);
    }

    @Override
    public Optional<String> read(FleetName fleet) throws JournalException {
        var file = state.of(fleet).resolve(FILE);
        try {
            state.requirePrivate();
            return Files.exists(file)
                    ? Optional.of(
                            OwnFile.read(file, OwnFile.Access.SECRET, LARGEST).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void write(FleetName fleet, String line) throws JournalException {
        var file = state.of(fleet).resolve(FILE);
        try {
            state.make(fleet);
            WholeFile.writePrivate(file, line + "\n");
            StateDirectory.sync(file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static JournalException failed(Path file, IOException cause) {
        return new JournalException(file + ": " + cause.getMessage(), cause);
    }
}

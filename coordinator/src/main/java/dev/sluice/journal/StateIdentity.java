package dev.sluice.journal;

import dev.sluice.document.OwnFile;
import dev.sluice.document.WholeFile;
import dev.sluice.engine.JournalException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of a state directory, in the file {@code identity}: 128 random bits, created once. */
record StateIdentity(StateDirectory state) {
    private static final Logger LOG = LoggerFactory.getLogger(StateIdentity.class);
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final int BYTES = 16;
    private static final int LARGEST = 64;

    /** The name; empty if it cannot be stored. */
    String name() {
        var file = state.root().resolve("identity");
        try {
            state.requirePrivate();
            StateDirectory.make(state.root());
            if (!Files.exists(file)) {
                make(file);
            }
            var name = OwnFile.read(file, OwnFile.Access.SECRET, LARGEST).strip();
            if (FORM.matcher(name).matches()) {
                return name;
            }
            LOG.warn("{} is damaged: remove it while no rollout is open", file);
        } catch (IOException | JournalException e) {
            LOG.warn("{} cannot be stored: {}", file, e.getMessage());
        }
        return "";
    }

    /** If two processes create it at the same time, the file of the first one stays. */
    private static void make(Path file) throws IOException {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var name = HexFormat.of().formatHex(bytes);
        var beside = file.resolveSibling("." + name + ".new");
        WholeFile.writePrivate(beside, name + "\n");
        try {
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException another) {
            // The existing file is read afterwards.
        } finally {
            Files.delete(beside);
        }
    }
}

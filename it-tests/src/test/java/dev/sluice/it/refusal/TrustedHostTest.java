package dev.sluice.it.refusal;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.OneSshd;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose key is not on record: nobody logs in until a person says that it is the right one. */
class TrustedHostTest {
    @Test
    void a_key_is_recorded_by_its_fingerprint_only_and_then_the_host_is_let_in(@TempDir Path directory)
            throws IOException {
        try (var sshd = OneSshd.start(directory.resolve("sshd"))) {
            var recorded = Files.createFile(directory.resolve("recorded"));
            var inventory = OneSshdInventory.text(directory, sshd.port(), recorded, ", key: " + sshd.key(), "web01");
            var operator = Operator.of(inventory, PlaybookText.simple(), directory);

            ends(4, operator.run("adopt", "--yes")).shows("is not on record");
            ends(4, operator.run("trust", "web01", "--fingerprint", "SHA256:another"))
                    .shows("was not accepted");
            assertEquals("", Files.readString(recorded));
            assertFalse(sshd.log().contains("Accepted publickey"), sshd::log);

            ends(0, operator.run("trust", "web01", "--fingerprint", fingerprint(sshd)))
                    .shows("added to " + recorded);

            assertEquals(1, Files.readAllLines(recorded).size());
            operator.run("adopt", "--yes");
            assertTrue(sshd.log().contains("Accepted publickey"), sshd::log);
        }
    }

    /** As the host's own console shows it. */
    private static String fingerprint(OneSshd sshd) {
        var key = sshd.directory().resolve("host_key.pub").toString();
        return Command.run(List.of("ssh-keygen", "-lf", key)).split(" ", -1)[1];
    }
}

package dev.sluice.artifact;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A program: the digest of what the payload of an artifact contains, for a Java of another locale. */
final class RepackedDigest {
    private RepackedDigest() {}

    public static void main(String... arguments) throws Exception {
        Artifact artifact = Artifact.open(Path.of(arguments[0]));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        artifact.writeTo(tar, Instant.EPOCH.plusSeconds(1_000_000));
        Path packed = Files.createTempFile("repacked", ".tar.gz");
        try {
            System.out.println(Artifact.open(RawTar.write(packed, tar.toByteArray()))
                    .manifest()
                    .digest());
        } finally {
            Files.delete(packed);
        }
    }
}

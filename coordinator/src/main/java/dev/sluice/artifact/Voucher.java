package dev.sluice.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Checks the files beside an artifact against its bytes; everything that is wrong is reported at once. */
final class Voucher implements PinnedFile.Observer {
    private final Path artifact;
    private final Provenance wanted;
    private final List<Path> names;
    private final List<String> problems = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();
    private final List<Detached> signatures = new ArrayList<>();

    private Voucher(Path artifact, Provenance wanted, List<Path> names) {
        this.artifact = artifact;
        this.wanted = wanted;
        this.names = names;
    }

    /**
     * Reads the files beside the artifact.
     *
     * @param given the path as given; files beside it are used like those beside its target
     */
    static Voucher of(Path given, Path real, Provenance wanted) throws IOException {
        List<Path> names =
                Stream.of(given.toAbsolutePath().normalize(), real).distinct().toList();
        Voucher voucher = new Voucher(real, wanted, names);
        voucher.readDigests();
        voucher.readSignatures(Files.size(real));
        return voucher;
    }

    /** A directory has no bytes that could be signed. */
    static void checkDirectory(Path directory, Provenance wanted) {
        if (wanted.signedBy().isPresent() || wanted.digest() == Provenance.Digest.REQUIRED) {
            throw InvalidArtifactException.of(
                    directory.toString(),
                    "a directory has no digest file and no signature, and one is required",
                    "pack it, and sign the archive");
        }
    }

    @Override
    public void update(byte[] bytes, int length) {
        for (Detached signature : signatures) {
            signature.update(bytes, length);
        }
    }

    /**
     * To be called when all bytes were read.
     *
     * @return hints for the user when nothing is wrong
     */
    List<String> finish(String sha256) {
        if (digests.stream().anyMatch(digest -> !digest.equals(sha256))) {
            problems.add("its SHA-256 is " + sha256 + ", and its .sha256 contains " + digests.get(0));
        }
        for (Detached signature : signatures) {
            if (!signature.isRight()) {
                problems.add(ShownText.of(signature.file.toString()) + " is not a signature of it by the key "
                        + ShownText.of(wanted.signedBy().orElseThrow().toString()));
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidArtifactException.of(
                    artifact.toString(),
                    String.join("; ", problems),
                    "fetch or build it again, with the files beside it, and trust neither until you know why");
        }
        return notes();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        digests.stream().findFirst().ifPresent(digest -> notes.add("SHA-256 is that of its .sha256"));
        signatures.stream().findFirst().ifPresent(right -> notes.add("signature is valid"));
        if (wanted.signedBy().isEmpty() && !beside(".sig").isEmpty()) {
            notes.add("signature is not checked: release.signed_by names no key");
        }
        return notes;
    }

    private void readDigests() {
        List<String> own =
                names.stream().map(name -> String.valueOf(name.getFileName())).toList();
        for (Path file : beside(".sha256")) {
            try {
                digests.add(DigestFile.read(file, own));
            } catch (IOException e) {
                problems.add(unusable(file, e));
            }
        }
        if (digests.isEmpty() && problems.isEmpty() && wanted.digest() == Provenance.Digest.REQUIRED) {
            String name = ShownText.of(own.get(0));
            problems.add("there is no " + name + ".sha256 beside it (sha256sum " + name + " > " + name
                    + ".sha256), and it is required");
        }
    }

    private void readSignatures(long size) {
        if (wanted.signedBy().isEmpty()) {
            return;
        }
        Path keyFile = wanted.signedBy().get();
        try {
            SigningKey key = SigningKey.read(keyFile);
            readSignatures(key, size);
        } catch (IOException e) {
            problems.add("release.signed_by: " + unusable(keyFile, e));
        }
    }

    private void readSignatures(SigningKey key, long size) {
        List<Path> files = beside(".sig");
        if (files.isEmpty()) {
            problems.add(
                    "there is no " + ShownText.of(String.valueOf(names.get(0).getFileName()))
                            + ".sig beside it, and release.signed_by requires one");
        }
        if (size > key.longest()) {
            problems.add("Ed25519 signatures are checked up to " + (key.longest() >> 20)
                    + " MB, since all of it must be in memory: sign it with ECDSA or RSA");
            return;
        }
        for (Path file : files) {
            try {
                signatures.add(new Detached(file, signature(SmallFile.read(file)), key.verification()));
            } catch (IOException | GeneralSecurityException e) {
                problems.add(ShownText.of(file.toString()) + " cannot be used: "
                        + ShownText.of(String.valueOf(e.getMessage())));
            }
        }
    }

    private List<Path> beside(String ending) {
        return names.stream()
                .map(name -> name.resolveSibling(name.getFileName() + ending))
                .filter(Files::exists)
                .toList();
    }

    private static String unusable(Path file, IOException e) {
        return ShownText.of(file.toString()) + " cannot be used: " + ShownText.of(DirectorySource.reason(e));
    }

    /** Raw, or base64 with line breaks: no raw signature consists of letters. */
    private static byte[] signature(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.matches("[A-Za-z0-9+/=\\s]+")) {
            return bytes;
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return bytes;
        }
    }

    /** A signature and its state for the bytes read so far. */
    private static final class Detached {
        private final Path file;
        private final byte[] signature;
        private final Signature verification;

        Detached(Path file, byte[] signature, Signature verification) {
            this.file = file;
            this.signature = signature;
            this.verification = verification;
        }

        void update(byte[] bytes, int length) {
            try {
                verification.update(bytes, 0, length);
            } catch (SignatureException e) {
                throw new IllegalStateException("it was initialized for bytes", e);
            }
        }

        /** Bytes that do not have the form of a signature are not valid. */
        boolean isRight() {
            try {
                return verification.verify(signature);
            } catch (SignatureException e) {
                return false;
            }
        }
    }
}

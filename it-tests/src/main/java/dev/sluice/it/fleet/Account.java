package dev.sluice.it.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Who the servers run as. Started by an ordinary user, everything is that user's. Started by root, hosts are as production
 * has them: the SSH user owns the site, and PHP and nginx serve it as {@code www-data}, who may only read it.
 *
 * @param name the user who logs in over SSH
 */
public record Account(String name, boolean isRoot) {
    static final String WEB_USER = "www-data";

    /** Of the process that asks. */
    public static Account current() {
        String name = Command.run(List.of("id", "-un")).strip();
        return new Account(name, Command.run(List.of("id", "-u")).strip().equals("0"));
    }

    String webGroup() {
        return isRoot ? WEB_USER : Command.run(List.of("id", "-gn")).strip();
    }

    /** sshd of root wants its privilege separation directory, which Debian makes at boot or when its service starts. */
    public void makeSshdStartable() {
        Path directory = Path.of("/run/sshd");
        if (!isRoot || Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new UncheckedIOException("sshd needs " + directory + " and it cannot be made", e);
        }
    }
}

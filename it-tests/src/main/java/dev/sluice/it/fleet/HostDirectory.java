package dev.sluice.it.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the files of one host are. */
record HostDirectory(Path root) {
    Path site() {
        return root.resolve("srv/shop");
    }

    Path log(String server) {
        return root.resolve("log").resolve(server + ".log");
    }

    /** Where the host has its own SSH keys, one of each type. */
    Path hostKeys() {
        return root.resolve("etc/ssh");
    }

    Path fpmSocket() {
        return root.resolve("fpm.sock");
    }

    /** Of a second master, where there is one. */
    Path otherFpmSocket() {
        return root.resolve("other-fpm.sock");
    }

    /** PHP's temporary directory, so that nothing is left in the machine's. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /** Read by PHP after the distribution's {@code conf.d}. */
    Path phpScanDirectory() {
        return root.resolve("etc/php.d");
    }

    /** Of whoever logs in. */
    Path home() {
        return root.resolve("home");
    }

    void make() throws IOException {
        for (Path directory : new Path[] {root, home(), site(), log("").getParent(), hostKeys(), phpScanDirectory()}) {
            makeDirectory(directory, "rwxr-xr-x");
        }
        makeDirectory(temporary(), "rwxrwxrwx");
    }

    Path write(String configuration, String text) throws IOException {
        return Files.writeString(root.resolve("etc").resolve(configuration), text);
    }

    /** Whatever the umask is. */
    static void makeDirectory(Path directory, String permissions) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }
}

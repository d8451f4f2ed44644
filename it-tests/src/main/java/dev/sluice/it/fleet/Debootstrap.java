package dev.sluice.it.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a {@link SuiteTree} with Debian's own tool, where it is not there yet: minutes, and half a gigabyte. */
record Debootstrap(SuiteTree tree, String mirror) {
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    /** Servers, and what host scripts and tests' own tasks call; the newest PHP of the suite, whatever its number is. */
    private static final String PACKAGES = String.join(
            ",",
            "openssh-server",
            "nginx-light",
            "php-fpm",
            "apache2-bin",
            "libapache2-mod-php",
            "openssl",
            "ca-certificates",
            "curl",
            "zstd",
            "socat");

    /**
     * Returns when it is there and whole.
     *
     * @throws IllegalStateException when that needs root or a program, naming it, or with the end of what the tool reported
     */
    static void ensure(SuiteTree tree, Account account) {
        RequiredPrograms machine = RequiredPrograms.ofThisMachine();
        checkPossible(tree, account, machine);
        if (tree.isMadeWith(PACKAGES)) {
            return;
        }
        System.out.printf("installing Debian %s into %s: minutes, once%n", tree.label(), tree.root());
        Command.run(new Debootstrap(tree, PackageMirror.ofThisMachine()).command());
    }

    /** All at once and before anything is made. */
    private static void checkPossible(SuiteTree tree, Account account, RequiredPrograms machine) {
        if (!account.isRoot()) {
            throw new IllegalStateException("hosts of Debian " + tree.label() + " need root, and this is "
                    + account.name() + ": run the tests as root, or without -D" + Suite.PROPERTY);
        }
        if (!machine.has("debootstrap") || !Files.exists(KEYRING)) {
            throw new IllegalStateException("hosts of Debian " + tree.label() + " need debootstrap and " + KEYRING
                    + ": apt-get install --no-install-recommends debootstrap debian-archive-keyring");
        }
    }

    List<String> command() {
        return List.of(
                "sh",
                "-c",
                Resources.text("make-tree.sh"),
                "make-tree",
                tree.label(),
                tree.root().toString(),
                mirror,
                KEYRING.toString(),
                PACKAGES);
    }
}

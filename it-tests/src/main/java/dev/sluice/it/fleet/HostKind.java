package dev.sluice.it.fleet;

/** What runs on a host. */
enum HostKind {
    /** OpenSSH, nginx and PHP-FPM. */
    WEB("web"),
    /** OpenSSH alone: the site is there for its commands. */
    WORKER("jobs");

    private final String prefix;

    HostKind(String prefix) {
        this.prefix = prefix;
    }

    /** With a number it is a host's name. */
    String prefix() {
        return prefix;
    }
}

package dev.sluice.it.fleet;

/** What every sshd of a test is configured with: it accepts keys only, and needs no service of this machine. */
final class SshdLines {
    static final String COMMON = """
            PidFile none
            StrictModes no
            UsePAM no
            UseDNS no
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            """;

    private SshdLines() {}
}

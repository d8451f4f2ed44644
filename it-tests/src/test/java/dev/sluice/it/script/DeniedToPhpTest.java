package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.playbook.ReleaseSettings.Shared;
import dev.sluice.step.Examine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What the account that runs PHP may not do at shared paths: nothing else reveals it before the first upload. */
class DeniedToPhpTest extends ScriptTest {
    private static final Shared SHARED =
            new Shared(List.of("images", "log/app", "not yet"), List.of("settings.php", "conf/missing.php"));

    /** Of an account that is on every system and owns nothing. */
    private static String ps(String line) {
        return "printf '%s\\n' '  PID USER COMMAND' " + line;
    }

    private static Path make(LocalSite site, String directory, String mode) throws Exception {
        var made = Files.createDirectories(site.path().resolve("shared").resolve(directory));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(mode));
    }

    private static List<String> denied(LocalSite site) throws Exception {
        return new Examine(site.path().toString(), SHARED)
                .on(site.session()).denied().stream()
                        .map(denied -> denied.user() + " " + denied.right() + " " + denied.path())
                        .toList();
    }

    @UnderShells
    void directories_that_it_may_not_write_and_files_that_it_may_not_read_are_named(LocalShell shell) throws Exception {
        var site = site(shell, tools().with("ps", ps("'8 nobody php-fpm: pool shop' '9 root apache2 -k start'")));
        make(site, "", "rwxr-xr-x");
        make(site, "images", "rwxr-xr-x");
        make(site, "log", "rwxr-x---");
        make(site, "log/app", "rwxrwxrwx");
        var file = Files.writeString(site.path().resolve("shared/settings.php"), "<?php");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                List.of(
                        "nobody WRITE shared/images",
                        "nobody ENTER shared/log",
                        "nobody MAKE shared/not yet",
                        "nobody READ shared/settings.php"),
                denied(site));
    }

    @UnderShells
    void what_it_may_do_is_not_reported_and_apache_counts_where_fpm_is_missing(LocalShell shell) throws Exception {
        var site =
                site(shell, tools().with("ps", ps("'9 root apache2 -k start' '8 nobody /usr/sbin/apache2 -k start'")));
        make(site, "", "rwxr-xr-x");
        make(site, "images", "rwxrwxrwx");
        make(site, "log", "rwx--x--x");
        make(site, "log/app", "rwxrwxrwx");
        make(site, "not yet", "rwx---rwx");
        Files.setPosixFilePermissions(
                Files.writeString(site.path().resolve("shared/settings.php"), "<?php"),
                PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(List.of(), denied(site));

        make(site, "", "rwx------");
        assertEquals("nobody ENTER shared", denied(site).get(0));
    }
}

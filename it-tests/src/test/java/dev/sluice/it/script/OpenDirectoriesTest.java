package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.document.HostText;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Assets;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.step.Adopt;
import dev.sluice.step.HostFacts.OpenDirectory;
import dev.sluice.step.Inspect;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Directories of the site's code that another account may write: found, named, and refused, but for what the playbook declares. */
class OpenDirectoriesTest extends ScriptTest {
    private static final String PUBLIC = "releases/r1/public";

    private static ReleaseSettings settings(List<String> shared, List<String> writable, List<String> writers) {
        var plain = LocalSite.settings(shared, List.of(), writable);
        return new ReleaseSettings(
                plain.keep(),
                plain.docroot(),
                plain.shared(),
                plain.writable(),
                plain.base(),
                new Permissions("0022", Optional.empty(), Optional.of(writers)),
                Optional.of(new Assets(List.of("public/build", "static"), 3)),
                plain.exclude(),
                plain.signedBy());
    }

    private static Optional<OpenDirectory> found(LocalSite site, ReleaseSettings settings) throws Exception {
        return Inspect.of(site.path().toString(), settings)
                .on(site.session())
                .machine()
                .open();
    }

    private static Optional<OpenDirectory> found(LocalSite site) throws Exception {
        return found(site, settings(List.of(), List.of(), List.of()));
    }

    private static void mode(LocalSite site, String directory, String mode) throws IOException {
        Files.setPosixFilePermissions(site.path().resolve(directory), PosixFilePermissions.fromString(mode));
    }

    /** A site that another tool made. */
    private LocalSite live(LocalShell shell) throws Exception {
        return live(site(shell));
    }

    private static LocalSite live(LocalSite site) throws Exception {
        for (var directory : List.of(PUBLIC + "/build", "releases/r1/static", "releases/r1/var", "shared/up")) {
            Files.createDirectories(site.path().resolve(directory));
        }
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/r1"));
        return site;
    }

    private Optional<OpenDirectory> at(LocalSite site, String directory, String writer) throws IOException {
        return Optional.of(new OpenDirectory(
                HostText.of(
                        site.path().resolve(directory).normalize().toRealPath().toString()),
                HostText.of(writer)));
    }

    /** What a tool prints in place of such a name differs; whose the directory is does not. */
    @UnderShells
    void a_path_of_any_characters_is_judged_like_others(LocalShell shell) throws Exception {
        var site = live(site(shell, "caf\u00e9 \u65e5\u672c"));
        assertEquals(Optional.empty(), found(site));
        mode(site, PUBLIC, "rwxrwxrwx");
        assertEquals(at(site, PUBLIC, "others"), found(site));
    }

    @UnderShells
    void each_directory_of_code_and_each_above_it_is_looked_at(LocalShell shell) throws Exception {
        var site = live(shell);
        assertEquals(Optional.empty(), found(site));
        for (var directory :
                List.of(PUBLIC, PUBLIC + "/build", "releases/r1/static", "releases/r1", "releases", "", "..")) {
            mode(site, directory, "rwxrwxrwx");
            assertEquals(at(site, directory, "others"), found(site), directory);
            mode(site, directory, "rwxr-xr-x");
        }
        mode(site, "releases/r1/var", "rwxrwxrwx");
        assertEquals(Optional.empty(), found(site), "no code is there");
    }

    @UnderShells
    void before_the_first_release_the_site_itself_is_looked_at(LocalShell shell) throws Exception {
        var site = site(shell);
        assertEquals(Optional.empty(), found(site));
        Files.createDirectories(site.path());
        assertEquals(Optional.empty(), found(site));
        mode(site, "", "rwxrwxrwx");
        assertEquals(at(site, "", "others"), found(site));
    }

    @UnderShells
    void what_is_declared_to_be_written_is_exempt_and_who_is_expected_may(LocalShell shell) throws Exception {
        var site = live(shell);
        mode(site, PUBLIC + "/build", "rwxrwxrwx");
        assertEquals(Optional.empty(), found(site, settings(List.of(), List.of("public/build"), List.of())));
        assertEquals(Optional.empty(), found(site, settings(List.of(), List.of(), List.of("www-data", "others"))));
        assertEquals(
                at(site, PUBLIC + "/build", "others"),
                found(site, settings(List.of(), List.of("public/bui"), List.of("www-data"))));
        mode(site, PUBLIC + "/build", "rwxr-xr-x");
        Files.delete(site.path().resolve("releases/r1/static"));
        Files.createSymbolicLink(site.path().resolve("releases/r1/static"), Path.of("../../shared/up"));
        mode(site, "shared/up", "rwxrwxrwx");
        assertEquals(Optional.empty(), found(site, settings(List.of("up"), List.of(), List.of())));
        assertEquals(at(site, "shared/up", "others"), found(site));
    }

    @UnderShells
    void another_accounts_directory_is_that_accounts_and_a_groups_its_members(LocalShell shell) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
        var site = live(shell);
        var lookup = site.path().getFileSystem().getUserPrincipalLookupService();
        var docroot = site.path().resolve(PUBLIC);
        Files.setOwner(docroot, lookup.lookupPrincipalByName("www-data"));
        assertEquals(at(site, PUBLIC, "www-data"), found(site));
        assertEquals(Optional.empty(), found(site, settings(List.of(), List.of(), List.of("www-data"))));
        Files.setOwner(docroot, lookup.lookupPrincipalByName("root"));
        var view = Files.getFileAttributeView(docroot, PosixFileAttributeView.class);
        view.setGroup(lookup.lookupPrincipalByGroupName("www-data"));
        assertEquals(Optional.empty(), found(site), "the group may read");
        mode(site, PUBLIC, "rwxrwxr-x");
        assertEquals(at(site, PUBLIC, "www-data"), found(site));
        view.setGroup(lookup.lookupPrincipalByGroupName("root"));
        assertEquals(Optional.empty(), found(site), "nobody else is in that group");
    }

    @UnderShells
    void an_access_list_is_read_where_the_host_can_and_distrusted_where_not(LocalShell shell) throws Exception {
        var ls = "@real \"$@\" | sed '/\\/public$/s/^\\(drwxr\\).\\(xr-x\\)/\\1w\\2+/'";
        var list = "case $* in */public/.) printf 'user::rwx\\nuser:%s:rwx\\ngroup::r-x\\nmask::rwx\\nother::r-x\\n' ";
        live(shell);
        var blind = site(shell, tools().with("ls", ls));
        assertEquals(at(blind, PUBLIC, "others"), found(blind));
        var id = Files.getAttribute(directory(), "unix:uid").toString();
        var ours = site(shell, tools().with("ls", ls).with("getfacl", list + id + ";; esac"));
        assertEquals(Optional.empty(), found(ours));
        var theirs = site(shell, tools().with("ls", ls).with("getfacl", list + "54321;; esac"));
        assertEquals(at(theirs, PUBLIC, "54321"), found(theirs));
    }

    @UnderShells
    void nothing_is_adopted_where_another_account_may_write(LocalShell shell) throws Exception {
        var site = live(shell);
        mode(site, PUBLIC, "rwxrwxrwx");
        var lease = site.lease();
        var refused = new Adopt(lease, settings(List.of(), List.of(), List.of()), LocalSite.endpoint());
        var e = assertThrows(StepException.class, () -> refused.on(site.session()));
        assertEquals(StepFailure.OPEN_TO_OTHERS, e.failure());
        assertFalse(Files.exists(site.path().resolve(PUBLIC + "/_sluice.php")));
        new Adopt(lease, settings(List.of(), List.of(), List.of("others")), LocalSite.endpoint()).on(site.session());
        assertEquals("<?php // answers\n", Files.readString(site.path().resolve(PUBLIC + "/_sluice.php")));
    }
}

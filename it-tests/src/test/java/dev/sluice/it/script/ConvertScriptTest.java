package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostException;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.step.CheckPlain;
import dev.sluice.step.ConvertDirectory;
import dev.sluice.step.Lease;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.UndoConversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plain directory that becomes a site with releases, and back. */
class ConvertScriptTest extends ScriptTest {
    private static final String ID = "converted-1";
    private static final ReleaseSettings SETTINGS =
            LocalSite.settings(List.of("public/uploads", "storage"), List.of(".env"), List.of("cache"));

    /** As somebody uploaded it. */
    private static LocalSite plain(LocalSite site) throws IOException {
        write(site, "public/index.php", "<?php echo 1;");
        write(site, "public/uploads/one.png", "one");
        write(site, "lib/a file.php", "<?php");
        write(site, "cache/x", "x");
        write(site, ".env", "SECRET=1");
        write(site, ".htaccess", "deny");
        Files.createSymbolicLink(site.path().resolve("public/latest"), Path.of("uploads/one.png"));
        return site;
    }

    private static void write(LocalSite site, String name, String text) throws IOException {
        var file = site.path().resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private static String convert(LocalSite site) throws StepException, HostException {
        return new ConvertDirectory(site.lease(), SETTINGS, ID)
                .on(site.session())
                .release();
    }

    private static List<String> tree(LocalSite site) throws IOException {
        try (var all = Files.walk(site.path())) {
            return all.map(path -> site.path().relativize(path).toString())
                    .filter(name -> !name.startsWith(".sluice"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static void refused(LocalSite site, StepFailure failure, String why) throws Exception {
        var before = tree(site);
        var e = assertThrows(StepException.class, () -> convert(site));
        assertEquals(failure, e.failure(), e.toString());
        assertTrue(e.why().contains(why), e.why());
        before.removeAll(List.of("releases", "shared"));
        var after = tree(site);
        after.removeIf(
                name -> name.equals("releases") || name.equals("shared") || name.startsWith("releases/.incoming-"));
        assertEquals(before, after);
        assertFalse(Files.exists(site.path().resolve("current"), LinkOption.NOFOLLOW_LINKS));
    }

    @UnderShells
    void what_is_served_stays_and_a_copy_becomes_current(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        var check = new CheckPlain(site.path().toString(), SETTINGS).on(site.session());
        assertEquals(CheckPlain.State.PLAIN, check.state());
        assertEquals(List.of(HostText.of("public/uploads"), HostText.of(".env")), check.shared());
        assertFalse(Files.exists(site.path().resolve(".sluice")), "a check makes nothing");

        var before = tree(site);
        assertEquals(ID, convert(site));

        assertEquals("releases/" + ID, site.current());
        assertTrue(tree(site).containsAll(before));
        var copy = site.path().resolve("current");
        assertEquals("<?php echo 1;", Files.readString(copy.resolve("public/index.php")));
        assertEquals("deny", Files.readString(copy.resolve(".htaccess")));
        assertEquals("<?php", Files.readString(copy.resolve("lib/a file.php")));
        assertEquals("one", Files.readString(copy.resolve("public/latest")));
        assertEquals("x", Files.readString(copy.resolve("cache/x")));
        var facts = site.facts();
        assertEquals(ID, facts.live().orElseThrow().id());
        assertFalse(facts.live().orElseThrow().digest().isEmpty());
        assertEquals(List.of(), facts.leftovers());
    }

    private static ReleaseSettings withDocroot(String docroot) {
        return new ReleaseSettings(
                SETTINGS.keep(),
                docroot,
                SETTINGS.shared(),
                SETTINGS.writable(),
                SETTINGS.base(),
                SETTINGS.permissions(),
                SETTINGS.assets(),
                SETTINGS.exclude(),
                SETTINGS.signedBy());
    }

    @UnderShells
    void the_document_root_is_the_directory_itself_or_one_in_it(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        for (var docroot : List.of(".", "public", "lib")) {
            var check = new CheckPlain(site.path().toString(), withDocroot(docroot)).on(site.session());
            assertEquals(CheckPlain.State.PLAIN, check.state(), docroot);
        }
        for (var docroot : List.of("web", "public/index.php")) {
            var check = new CheckPlain(site.path().toString(), withDocroot(docroot));
            var e = assertThrows(StepException.class, () -> check.on(site.session()), docroot);
            assertEquals(StepFailure.NO_DOCROOT, e.failure());
        }
        var outside = new CheckPlain(site.path().toString(), withDocroot("../my shop"));
        var e = assertThrows(StepException.class, () -> outside.on(site.session()));
        assertEquals(StepFailure.BAD_PATH, e.failure());
    }

    @UnderShells
    void an_upload_is_in_one_place_by_both_ways(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        convert(site);
        write(site, "public/uploads/two.png", "two");
        assertEquals("two", Files.readString(site.path().resolve("current/public/uploads/two.png")));
        Files.writeString(site.path().resolve("current/public/uploads/three.png"), "three");
        assertEquals("three", Files.readString(site.path().resolve("public/uploads/three.png")));
        assertEquals("SECRET=1", Files.readString(site.path().resolve("current/.env")));
        var lease = site.lease();
        LocalSite.staging(lease, "v2", new SmallRelease(Map.of("public/index.php", "<?php echo 2;")), SETTINGS)
                .on(site.session());
        assertEquals("two", Files.readString(site.path().resolve("releases/v2/public/uploads/two.png")));
    }

    @UnderShells
    void it_may_be_run_again_and_is_undone_by_one_command(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        var before = tree(site);
        convert(site);
        assertEquals(
                ID,
                new ConvertDirectory(site.lease(), SETTINGS, "converted-2")
                        .on(site.session())
                        .release());
        assertEquals(
                CheckPlain.State.CONVERTED,
                new CheckPlain(site.path().toString(), SETTINGS)
                        .on(site.session())
                        .state());

        assertEquals(ID, new UndoConversion(site.lease(), SETTINGS).on(site.session()));
        assertEquals(before, tree(site));
        var e = assertThrows(StepException.class, () -> new UndoConversion(site.lease(), SETTINGS).on(site.session()));
        assertEquals(StepFailure.NOT_CONVERTED, e.failure());
        assertEquals(ID, convert(site));
    }

    @UnderShells
    void a_release_that_followed_is_not_undone(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        convert(site);
        var lease = site.lease();
        site.stage(lease, "v2");
        site.release(lease, "releases/" + ID, "v2");
        var e = assertThrows(StepException.class, () -> new UndoConversion(site.lease(), SETTINGS).on(site.session()));
        assertEquals(StepFailure.MOVED, e.failure());
        assertEquals("releases/v2", site.current());
    }

    @UnderShells
    void one_that_was_cut_off_begins_anew(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        site.lease();
        write(site, ".sluice/converted", "converted-0\n");
        write(site, "releases/converted-0/public/index.php", "half");
        write(site, "releases/.incoming-" + ID + "/" + ID + "/half", "half");
        assertEquals(ID, convert(site));
        assertFalse(Files.exists(site.path().resolve("releases/converted-0")));
        assertFalse(Files.exists(site.path().resolve("current/half")));
    }

    @UnderShells
    void a_command_of_an_earlier_lease_changes_nothing(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        Lease old = site.lease();
        site.lease();
        var e = assertThrows(StepException.class, () -> new ConvertDirectory(old, SETTINGS, ID).on(site.session()));
        assertEquals(StepFailure.FENCED, e.failure());
        assertEquals("", site.current());
    }

    @UnderShells
    void names_of_the_layout_that_the_site_has_itself_are_refused(LocalShell shell) throws Exception {
        for (var name : List.of("current", "releases", "shared")) {
            var site = plain(site(shell, name));
            write(site, name + "/index.html", "the site's own");
            var e = assertThrows(
                    StepException.class,
                    () -> new CheckPlain(site.path().toString(), SETTINGS).on(site.session()),
                    name);
            assertEquals(StepFailure.NOT_PLAIN, e.failure());
            assertTrue(e.why().contains(name), e.why());
        }
    }

    @UnderShells
    void a_shared_file_that_differs_from_the_one_in_use_is_refused(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        site.lease();
        write(site, "shared/.env", "SECRET=2");
        refused(site, StepFailure.NOT_PLAIN, "shared/.env");
    }

    @UnderShells
    void a_link_that_leads_out_is_refused_with_its_path(LocalShell shell) throws Exception {
        int number = 0;
        for (var target : List.of("/etc/passwd", "../../elsewhere", "../../my shop/lib")) {
            var site = plain(site(shell, "link" + number++));
            Files.createSymbolicLink(site.path().resolve("public/out"), Path.of(target));
            refused(site, StepFailure.LEAVING_LINK, "public/out -> " + target);
        }
        var whole = plain(site(shell, "whole"));
        Files.createSymbolicLink(
                whole.path().resolve("public/code"), whole.path().resolve("lib"));
        refused(whole, StepFailure.LEAVING_LINK, "public/code -> ");
    }

    @UnderShells
    void a_link_into_what_is_shared_may_be_a_whole_path(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        write(site, "storage/app/public/a.txt", "a");
        Files.createSymbolicLink(
                site.path().resolve("public/storage"), site.path().resolve("storage/app/public"));
        convert(site);
        assertEquals("a", Files.readString(site.path().resolve("current/public/storage/a.txt")));
    }

    @UnderShells
    void names_and_kinds_that_no_release_can_have_are_refused_with_their_path(LocalShell shell) throws Exception {
        var odd = plain(site(shell, "odd"));
        write(odd, "lib/a\nb", "odd");
        refused(odd, StepFailure.ODD_NAME, "lib/a");
        var special = plain(site(shell, "special"));
        special.lease();
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", special.path().resolve("lib/pipe").toString())
                        .start()
                        .waitFor());
        refused(special, StepFailure.SPECIAL_FILE, "lib/pipe");
    }

    @UnderShells
    void what_others_may_write_is_closed_in_the_copy(LocalShell shell) throws Exception {
        var site = plain(site(shell));
        Files.setPosixFilePermissions(site.path().resolve("lib"), PosixFilePermissions.fromString("rwxrwxrwx"));
        convert(site);
        assertEquals(
                "rwxr-xr-x",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(site.path().resolve("current/lib"))));
    }
}

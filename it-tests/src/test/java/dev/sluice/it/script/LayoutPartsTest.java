package dev.sluice.it.script;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts of a site's layout behind links and in other places: what works, and what is found before anything is changed. */
class LayoutPartsTest extends ScriptTest {
    private static String odd(LocalSite site) throws Exception {
        return site.facts().oddParts().stream()
                .map(part -> part.found() + " "
                        + above(site).relativize(Path.of(part.at().raw()))
                        + (part.leads().isEmpty() ? "" : " -> " + part.leads()))
                .collect(Collectors.joining(", "));
    }

    private static Path above(LocalSite site) {
        return requireNonNull(site.path().getParent());
    }

    private static void link(Path place, String text) throws IOException {
        Files.createDirectories(place.getParent());
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, Path.of(text));
    }

    @UnderShells
    void a_link_whose_mount_is_away_is_found_in_each_place(LocalShell shell) throws Exception {
        for (var part : List.of("releases", "shared", ".sluice")) {
            var site = site(shell, "dangling-" + part);
            link(site.path().resolve(part), "/mnt/away/" + part);
            assertEquals("DANGLING my shop/" + part + " -> /mnt/away/" + part, odd(site));
        }
        var site = site(shell, "dangling-path");
        link(site.path(), "/mnt/away");
        assertEquals("DANGLING my shop -> /mnt/away", odd(site));
        var below = site(shell, "dangling-above");
        link(above(below), "../away");
        assertEquals("DANGLING  -> ../away", odd(below));
    }

    @UnderShells
    void what_is_no_directory_is_found_in_each_place(LocalShell shell) throws Exception {
        var site = site(shell, "files");
        Files.createDirectories(site.path());
        for (var part : List.of("releases", "shared", ".sluice")) {
            Files.writeString(site.path().resolve(part), "");
        }
        assertEquals("FILE my shop/releases, FILE my shop/shared, FILE my shop/.sluice", odd(site));
        Files.delete(site.path().resolve("shared"));
        var fifo = site.path().resolve("shared").toString();
        assertEquals(0, new ProcessBuilder("mkfifo", fifo).start().waitFor());
        assertEquals("FILE my shop/releases, SPECIAL my shop/shared, FILE my shop/.sluice", odd(site));
        var alone = site(shell, "file-path");
        Files.createDirectories(alone.path().getParent());
        Files.writeString(alone.path(), "");
        assertEquals("FILE my shop", odd(alone));
    }

    @UnderShells
    void releases_may_be_no_link_and_everything_else_may(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "r1");
        var disk = Files.createDirectory(directory().resolve("disk"));
        for (var part : List.of("shared", ".sluice")) {
            Files.move(site.path().resolve(part), disk.resolve(part));
            link(site.path().resolve(part), disk.resolve(part).toString());
        }
        assertEquals("", odd(site));
        site.stage(site.lease(), "r2");
        Files.move(site.path().resolve("releases"), site.path().resolve("builds"));
        link(site.path().resolve("releases"), "builds");
        assertEquals("LINK my shop/releases -> builds", odd(site));
    }

    @UnderShells
    void a_link_of_another_account_is_found_in_each_place(LocalShell shell) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root gives links away");
        var site = site(shell);
        site.stage(site.lease(), "r1");
        var disk = Files.createDirectory(directory().resolve("disk"));
        for (var part : List.of("shared", ".sluice")) {
            var place = site.path().resolve(part);
            Files.move(place, disk.resolve(part));
            link(place, disk.resolve(part).toString());
            assertEquals("", odd(site));
            owner(place, "daemon");
            assertEquals("FOREIGN my shop/" + part + " -> " + disk.resolve(part), odd(site));
            if (part.equals(".sluice")) {
                assertEquals(
                        StepFailure.FOREIGN,
                        assertThrows(StepException.class, site::lease).failure());
            }
            owner(place, "root");
        }
        owner(disk.resolve(".sluice"), "daemon");
        assertEquals("FOREIGN my shop/.sluice", odd(site));
        assertEquals(
                StepFailure.FOREIGN,
                assertThrows(StepException.class, site::lease).failure());
    }

    private static void owner(Path file, String name) throws IOException {
        var lookup = file.getFileSystem().getUserPrincipalLookupService();
        Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(lookup.lookupPrincipalByName(name));
    }

    /** However the link is written, what counts is where it leads. */
    @UnderShells
    void current_leads_to_a_release_by_any_way_and_to_none_elsewhere(LocalShell shell) throws Exception {
        var site = site(shell);
        site.stage(site.lease(), "46");
        link(site.path().resolve("latest"), "releases/46");
        link(site.path().resolve("releases/newest"), "46");
        Files.createDirectories(site.path().resolve("builds/46"));
        var absolute = site.path().toString();
        var leads = Map.of(
                absolute + "/releases/46",
                "46",
                "../my shop/releases/46/",
                "46",
                "latest",
                "46",
                "releases/newest",
                "46",
                "releases/46/public",
                "",
                "latest/public",
                "",
                "releases",
                "",
                "builds/46",
                "",
                absolute,
                "");
        for (var each : leads.entrySet()) {
            link(site.path().resolve("current"), each.getKey());
            var facts = site.facts();
            assertEquals(Link.LINK, facts.link());
            assertEquals(
                    Optional.of(each.getValue()).filter(id -> !id.isEmpty()),
                    facts.live().map(live -> live.id()),
                    each.getKey());
            assertEquals("", odd(site));
        }
    }
}

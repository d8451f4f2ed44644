package dev.sluice.it.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.playbook.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The DokuWiki of Debian's package, with {@code conf} and {@code data} where its own archive has them. */
@Tag("everything")
@Timeout(1800)
class DokuWikiTest {
    private static final String PAGE = "/doku.php?id=start";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"NGINX", "APACHE_MODULE", "APACHE_FPM"})
    void a_wiki_is_released_broken_rolled_back_and_its_configuration_refreshed(WebServer server) throws Exception {
        var first = tree();
        try (var site =
                NewcomerSite.of(Application.DOKUWIKI, server, Files.createDirectories(directory.resolve("wiki")))) {
            prepare(site, first);
            site.run(0, "doctor").shows("permissions: the deploy user owns what it must");
            site.release(0, first, "first").shows("healthy");
            site.printTime("the first release is live");
            assertTrue(site.get(PAGE).contains("First Wiki"), "the start page");
            assertEquals(403, site.status("/data/pages/wiki/welcome.txt"));
            assertEquals(403, site.status("/conf/users.auth.php"));

            site.release(0, DebianTree.with(first, "VERSION", "2031-01-01 \"Second\"\n"), "second");
            site.release(5, DebianTree.with(first, "inc/init.php", "<?php broken("), "broken")
                    .shows("page: /doku.php answered 500")
                    .shows("every host is back on second");
            site.run(0, "rollback", "--yes");
            assertEquals("releases/first", site.host().site().current());
            edit(site);
        }
    }

    private Path tree() throws IOException {
        var packaged = DebianTree.installed("/usr/share/dokuwiki", "dokuwiki");
        // Debian's own preload.php leads to /etc.
        var tree = DebianTree.copy(
                packaged, directory.resolve("builds/first"), "inc/preload.php", ".htaccess", "install.php");
        DebianTree.copy(
                Path.of("/etc/dokuwiki"),
                tree.resolve("conf"),
                "local.php",
                "acl.auth.php",
                "users.auth.php",
                "htaccess");
        DebianTree.copy(Path.of("/var/lib/dokuwiki/data"), tree.resolve("data"));
        return tree;
    }

    /** As the playbook's comment tells it. */
    private static void prepare(NewcomerSite site, Path tree) throws IOException {
        var conf = Files.createDirectories(site.shared().resolve("conf"));
        DebianTree.copy(tree.resolve("data"), site.shared().resolve("data"));
        Files.writeString(conf.resolve("local.php"), "<?php\n$conf['title'] = 'First Wiki';\n");
        Files.copy(tree.resolve("conf/acl.auth.php.dist"), conf.resolve("acl.auth.php"));
        Files.copy(tree.resolve("conf/users.auth.php.dist"), conf.resolve("users.auth.php"));
        DebianTree.letPhpWrite(site.shared().resolve("data"));
    }

    private static void edit(NewcomerSite site) throws IOException {
        Files.writeString(site.shared().resolve("conf/local.php"), "<?php\n$conf['title'] = 'Edited Wiki';\n");
        site.run(0, "explain", "web01").shows("shared/conf/local.php: changed since the last refresh");
        site.run(0, "refresh", "--yes").shows("dropped as they were before: shared/conf/local.php");
        assertTrue(site.get(PAGE).contains("Edited Wiki"), "the edited configuration counts");
        site.printTime("edited and refreshed");
    }
}

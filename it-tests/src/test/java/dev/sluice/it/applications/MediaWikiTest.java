package dev.sluice.it.applications;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.playbook.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The MediaWiki of Debian's package, really installed. */
@Tag("everything")
@Timeout(1800)
class MediaWikiTest {
    private static final String INFO = "/api.php?action=query&meta=siteinfo&format=json";
    private static final String VERSION = "includes/Defines.php";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"NGINX", "APACHE_MODULE"})
    void a_wiki_is_released_broken_rolled_back_and_its_configuration_refreshed(WebServer server) throws Exception {
        var first = DebianTree.copy(
                DebianTree.installed("/usr/share/mediawiki", "mediawiki php-sqlite3"),
                directory.resolve("builds/first"),
                "LocalSettings.php",
                "extensions-core",
                "config");
        try (var site =
                NewcomerSite.of(Application.MEDIAWIKI, server, Files.createDirectories(directory.resolve("wiki")))) {
            site.run(4, "doctor").shows("shared files are missing").shows("put them into " + site.shared());
            var settings = install(first, site);
            site.release(0, first, "first").shows("healthy");
            site.printTime("the first release is live");
            assertTrue(site.get("/wiki/Main_Page").contains("First Wiki"), "the main page");
            // Apache without mod_access_compat fails on the .htaccess that is there besides.
            assertTrue(
                    List.of(403, 500).contains(site.status("/includes/Defines.php")), "no visitor asks for its parts");
            upgradeAndBreak(site, first);
            edit(site, settings);
        }
    }

    /** As its handbook describes it, with the database outside of the site. */
    private static Path install(Path tree, NewcomerSite site) throws IOException {
        var database = Files.createDirectories(site.host().temporary().resolve("database"));
        Files.createDirectories(site.shared());
        Command.run(List.of(
                "php",
                tree.resolve("maintenance/install.php").toString(),
                "--dbtype=sqlite",
                "--dbpath=" + database,
                "--confpath=" + site.shared(),
                "--server=http://shop.example.test",
                "--scriptpath=",
                "--pass=only-for-this-test",
                "First Wiki",
                "admin"));
        DebianTree.letPhpWrite(database);
        var settings = site.shared().resolve("LocalSettings.php");
        Files.writeString(settings, Files.readString(settings) + "\n$wgArticlePath = \"/wiki/$1\";\n");
        return settings;
    }

    private static void upgradeAndBreak(NewcomerSite site, Path first) throws IOException {
        var defines = Files.readString(first.resolve(VERSION));
        var second = DebianTree.with(
                first, VERSION, defines.replaceFirst("'MW_VERSION', '[^']*'", "'MW_VERSION', '1.39.99'"));
        site.release(0, second, "second");
        assertTrue(site.get(INFO).contains("MediaWiki 1.39.99"), "the second release is served");
        site.release(5, DebianTree.with(first, "includes/Setup.php", "<?php broken("), "broken")
                .shows("api.php?action=query&meta=siteinfo&format=json answered 500")
                .shows("every host is back on second");
        assertTrue(site.get(INFO).contains("MediaWiki 1.39.99"), "the second release is served again");
        site.run(0, "rollback", "--yes");
        assertTrue(
                site.get(INFO).contains("\"MediaWiki 1.39.") && !site.get(INFO).contains("1.39.99"),
                "the first one is");
        site.printTime("released twice, broken and rolled back");
    }

    private static void edit(NewcomerSite site, Path settings) throws IOException {
        Files.writeString(settings, Files.readString(settings).replace("\"First Wiki\"", "\"Edited Wiki\""));
        assertTrue(site.get(INFO).contains("First Wiki"), "PHP has the configuration as it was");
        site.run(0, "explain", "web01").shows("shared/LocalSettings.php: changed since the last refresh");
        site.run(0, "refresh", "--yes").shows("dropped as they were before: shared/LocalSettings.php");
        assertTrue(site.get(INFO).contains("Edited Wiki"), "the edited configuration counts");
        site.printTime("edited and refreshed");
    }
}

package dev.sluice.it.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.cli.CommandNames;
import dev.sluice.it.release.UnpackedProduct;
import dev.sluice.web.AlertRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} makes for other machines. */
class PackagesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void the_archive_runs_where_it_is_unpacked() throws Exception {
        var product = UnpackedProduct.in(directory);
        assertTrue(run(product.launcher().toString(), "--version").startsWith("sluice "));
        assertTrue(Files.readString(product.home().resolve("share/bash-completion/completions/sluice"))
                .contains("complete -F"));
        assertEquals(AlertRules.text(), Files.readString(product.home().resolve("share/sluice/alerts.yml")));
    }

    @Test
    void the_package_for_debian_has_a_manual_page_for_each_command_and_runs() throws Exception {
        run("dpkg-deb", "--extract", UnpackedProduct.made("sluice_*.deb").toString(), "root");
        var root = directory.resolve("root/usr");
        for (var command : CommandNames.all()) {
            if (!command.equals("help")) {
                assertTrue(Files.exists(root.resolve("share/man/man1/sluice-" + command + ".1")), command);
            }
        }
        assertTrue(run(root + "/bin/sluice", "--version").startsWith("sluice "));
        assertEquals(
                Files.readString(Path.of("../coordinator/src/main/resources/serve/sluice.service")),
                Files.readString(directory.resolve("root/lib/systemd/system/sluice.service")));
        assertEquals(AlertRules.text(), Files.readString(root.resolve("share/sluice/alerts.yml")));
    }

    @Test
    void the_single_jar_needs_nothing_beside_it() throws Exception {
        var jar = UnpackedProduct.made("sluice-*-all.jar").toString();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertTrue(run(java, "-jar", jar, "--version").startsWith("sluice "));
        run(java, "-jar", jar, "init", "shop", "--host", "web01", "--key", "key.pem");
        assertTrue(run(
                        java,
                        "-jar",
                        jar,
                        "validate",
                        "--inventory",
                        "shop/inventory.yml",
                        "--playbook",
                        "shop/playbook.yml")
                .contains("valid"));
    }

    @Test
    @Tag("everything")
    void the_single_jar_releases() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertTrue(run(java, "-jar", UnpackedProduct.made("sluice-*-all.jar").toString(), "demo")
                .contains("hosts serve"));
    }

    private String run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }
}

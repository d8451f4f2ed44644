package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What keeps foreign code out of the build, in the build's own files. */
class SupplyChainTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void a_download_with_a_wrong_checksum_fails_every_build_from_here() throws IOException {
        assertTrue(Files.readAllLines(ROOT.resolve(".mvn/maven.config")).contains("--strict-checksums"));
    }

    @Test
    void the_bans_hold_in_every_profile() throws Exception {
        Document root = pom("");
        String rules = "/project/build/plugins/plugin[artifactId='maven-enforcer-plugin']"
                + "/executions/execution[goals/goal='enforce']/configuration/rules";
        for (String rule :
                List.of("dependencyConvergence", "bannedDependencies/excludes/exclude", "requirePluginVersions")) {
            assertTrue(count(root, rules + "/" + rule) > 0, rule);
        }
        for (String module : List.of("", "inventory", "playbooks", "coordinator", "it-tests")) {
            assertEquals(
                    0,
                    count(pom(module), "//*[local-name()='enforcer.skip' or local-name()='enforcer.skipRules']"),
                    module);
            assertEquals(0, count(pom(module), "//plugin[artifactId='maven-enforcer-plugin']//skip"), module);
        }
    }

    @Test
    void the_build_makes_a_bill_of_materials() throws Exception {
        assertEquals(
                1,
                count(
                        pom("coordinator"),
                        "/project/build/plugins/plugin[artifactId='cyclonedx-maven-plugin']"
                                + "/executions/execution[phase='package' and goals/goal='makeBom']"
                                + "/configuration[outputFormat='json' and outputName='bom']"));
        assertEquals(1, count(pom(""), "/project/properties/cyclonedx-maven-plugin.version"));
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    }

    private static int count(Document pom, String path) throws Exception {
        return Integer.parseInt(XPathFactory.newDefaultInstance().newXPath().evaluate("count(" + path + ")", pom));
    }
}

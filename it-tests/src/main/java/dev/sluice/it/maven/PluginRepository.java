package dev.sluice.it.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A local repository of Maven that has the plugin of this build, and takes what the plugin needs from the local repository that built it: nothing
 * is installed into that one.
 *
 * @param version of the plugin
 * @param directory the repository
 * @param settings global settings of a Maven that uses it
 */
public record PluginRepository(String version, Path directory, Path settings) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PLUGIN = "sluice-maven-plugin";

    /** A local repository keeps no checksums of what the build itself verified. */
    private static final String UNVERIFIED = "<releases><checksumPolicy>ignore</checksumPolicy></releases>";

    /** What the plugin consists of, by the directory of each module. */
    private static final List<Module> MODULES = List.of(
            new Module("sluice-inventory", "inventory"),
            new Module("sluice-playbooks", "playbooks"),
            new Module("sluice-coordinator", "coordinator"),
            new Module(PLUGIN, "coordinator/maven-plugin"));

    private record Module(String name, String directory) {}

    /**
     * Makes one.
     *
     * @param directory an empty one
     * @throws IOException also when the plugin has not been packaged
     */
    public static PluginRepository in(Path directory) throws IOException {
        var version = packagedVersion();
        var repository = Files.createDirectories(directory.resolve("repository"));
        place(repository, "sluice-parent", version, ROOT.resolve("pom.xml"), ".pom");
        for (var module : MODULES) {
            var from = ROOT.resolve(module.directory());
            place(repository, module.name(), version, from.resolve("pom.xml"), ".pom");
            place(repository, module.name(), version, jar(from, module.name(), version), ".jar");
        }
        return new PluginRepository(version, repository, settings(directory));
    }

    private static Path jar(Path module, String name, String version) {
        return module.resolve("target").resolve(name + "-" + version + ".jar");
    }

    private static String packagedVersion() throws IOException {
        var target = ROOT.resolve("coordinator/maven-plugin/target");
        try (var jars = Files.newDirectoryStream(target, PLUGIN + "-*.jar")) {
            for (var jar : jars) {
                var name = jar.getFileName().toString();
                return name.substring(PLUGIN.length() + 1, name.length() - ".jar".length());
            }
        }
        throw new IOException(target + " has no jar of the plugin: mvn package makes it");
    }

    private static void place(Path repository, String name, String version, Path file, String kind) throws IOException {
        var directory = Files.createDirectories(
                repository.resolve("dev/sluice").resolve(name).resolve(version));
        Files.copy(file, directory.resolve(name + "-" + version + kind));
    }

    /** Maven's central repository stays as it is configured for this account; the local repository of the build comes first. */
    private static Path settings(Path directory) throws IOException {
        var from = Path.of(System.getProperty("maven.repository")).toUri();
        return Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <profiles>
                    <profile>
                      <id>built-with</id>
                      <repositories>
                        <repository><id>built-with</id><url>%1$s</url>%2$s</repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>built-with</id><url>%1$s</url>%2$s</pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>built-with</activeProfile></activeProfiles>
                </settings>
                """.formatted(from, UNVERIFIED));
    }

    /** A goal as it is written on Maven's command line. */
    public String goal(String name) {
        return "dev.sluice:" + PLUGIN + ":" + version + ":" + name;
    }
}

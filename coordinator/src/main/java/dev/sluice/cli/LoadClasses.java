package dev.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Loads the classes that commands use, and ends: the launcher runs it once for each Java, which writes all classes that were loaded to an archive (class
 * data sharing, {@code -XX:ArchiveClassesAtExit}). Commands then map that file, in place of reading and verifying thousands of classes from jars.
 */
public final class LoadClasses {
    /** Not those of which a command uses a handful: more classes make a larger archive, which takes longer to write. */
    private static final List<String> PACKAGES = List.of(
            "dev/sluice/",
            "picocli/",
            "org/apache/sshd/client/",
            "org/apache/sshd/common/",
            "org/apache/sshd/core/",
            "tools/jackson/",
            "com/fasterxml/jackson/annotation/",
            "com/networknt/",
            "org/snakeyaml/",
            "dev/failsafe/",
            "okhttp3/",
            "okio/",
            "org/slf4j/",
            "ch/qos/logback/");

    private static final String CLASS = ".class";

    private LoadClasses() {}

    public static void main(String[] arguments) throws IOException {
        for (var part : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            load(Path.of(part));
        }
    }

    /** How many classes of a jar were loaded: 0 for a directory. */
    static long load(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return 0;
        }
        try (var file = new JarFile(jar.toFile())) {
            return names(file).filter(LoadClasses::load).count();
        }
    }

    private static Stream<String> names(JarFile file) {
        return file.stream()
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(CLASS) && PACKAGES.stream().anyMatch(name::startsWith))
                .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
    }

    private static boolean load(String name) {
        try {
            Class.forName(name, false, LoadClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError ofAnOptionalLibrary) {
            return false;
        }
    }
}

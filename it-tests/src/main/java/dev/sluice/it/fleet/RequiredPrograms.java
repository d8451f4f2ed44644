package dev.sluice.it.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of this machine that the real fleet is made of. A missing one fails the tests and never skips them; the list
 * and the words are those of {@code it-tests/verify}, which installs what is missing where it may.
 */
public final class RequiredPrograms {
    private static final List<String> BESIDE_PATH = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private static final Path APACHE_MODULES = Path.of("/usr/lib/apache2/modules");

    private final List<Path> directories;
    private final Path apacheModules;

    RequiredPrograms(List<Path> directories) {
        this(directories, APACHE_MODULES);
    }

    private RequiredPrograms(List<Path> directories, Path apacheModules) {
        this.directories = List.copyOf(directories);
        this.apacheModules = apacheModules;
    }

    /** Those of another system, whose root is a directory of this machine. */
    static RequiredPrograms below(Path root) {
        return new RequiredPrograms(
                List.of(root.resolve("usr/sbin"), root.resolve("usr/bin")),
                root.resolve(Path.of("/").relativize(APACHE_MODULES)));
    }

    /** Looks in {@code PATH} and where administrators' programs are, which an ordinary user's {@code PATH} leaves out. */
    public static RequiredPrograms ofThisMachine() {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        Stream<String> named = Arrays.stream(path.split(":", -1)).filter(part -> part.startsWith("/"));
        return new RequiredPrograms(
                Stream.concat(named, BESIDE_PATH.stream()).map(Path::of).toList());
    }

    /**
     * Makes sure that everything on the list is here.
     *
     * @throws IllegalStateException naming each missing program, its use and its Debian package, all at once
     */
    public RequiredPrograms complete() {
        List<Requirement> missing = Requirement.all().stream()
                .filter(required -> !isPresent(required.program()))
                .toList();
        if (missing.isEmpty()) {
            return this;
        }
        String lines = missing.stream().map(Requirement::line).collect(Collectors.joining("\n"));
        String packages =
                missing.stream().map(Requirement::debianPackage).distinct().collect(Collectors.joining(" "));
        throw new IllegalStateException("missing on this machine:\n" + lines
                + "\nit-tests/verify installs them where it may; by hand, on Debian:"
                + " apt-get install --no-install-recommends " + packages);
    }

    /**
     * Where a program is.
     *
     * @throws IllegalStateException when it is nowhere
     */
    public Path program(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException("missing on this machine: " + name + ", not in any of "
                        + directories + "; run it-tests/verify to see what else is missing and how to get it"));
    }

    /** Where Apache's modules are; the program says nothing about it. */
    Path apacheModules() {
        return apacheModules;
    }

    /** Apache's module that runs PHP. */
    Path apachePhp() {
        return findApachePhp()
                .orElseThrow(() -> new IllegalStateException("Apache's module for PHP is not in " + apacheModules));
    }

    private Optional<Path> findApachePhp() {
        return list(apacheModules).stream()
                .filter(file -> file.getFileName().toString().matches("libphp[0-9.]*\\.so"))
                .findFirst();
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    private boolean isPresent(String name) {
        return switch (name) {
            case "opcache" -> hasOpcache();
            case "mod-php" -> find("apache2").isPresent() && findApachePhp().isPresent();
            default -> find(name).isPresent();
        };
    }

    private Optional<Path> find(String name) {
        Optional<Path> exact = directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(RequiredPrograms::isProgram)
                .findFirst();
        return exact.isEmpty() && name.equals("php-fpm") ? versionedPhpFpm() : exact;
    }

    private Optional<Path> versionedPhpFpm() {
        return directories.stream()
                .flatMap(directory -> list(directory).stream())
                .filter(file -> file.getFileName().toString().matches("php-fpm[0-9][0-9.]*") && isProgram(file))
                .findFirst();
    }

    private boolean hasOpcache() {
        return find("php-fpm")
                .map(fpm -> Command.run(List.of(fpm.toString(), "-m")).contains("Zend OPcache"))
                .orElse(false);
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Newest version first: names differ in the version only. */
    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted((left, right) -> right.compareTo(left)).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    record Requirement(String program, String debianPackage, String use) {
        static List<Requirement> all() {
            return Resources.text("programs.txt")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .map(part -> new Requirement(part[0], part[1], part[2]))
                    .toList();
        }

        String line() {
            return String.format(Locale.ROOT, "  %s (package %s): %s", program, debianPackage, use);
        }
    }
}

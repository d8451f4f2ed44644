package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The product with one thing done otherwise: in the source of one class a piece of text is replaced, the class is compiled, and what rollouts are
 * made of is loaded again around it, tests included.
 */
final class ChangedProduct implements AutoCloseable {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "sluice");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    /** Kept for all changes: to open the class path costs more than to compile a class. */
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

    /**
     * @param changed the class, without the root package
     * @param text of its source, which is there once: code that moved away is to be found, and not to be left unchanged in silence
     */
    record Replacement(String changed, String text, String by) {
        private Path file() {
            return SOURCES.resolve(changed.replace('.', '/') + ".java");
        }

        private String source() throws IOException {
            var source = Files.readString(file());
            int at = source.indexOf(text);
            assertTrue(at >= 0 && at == source.lastIndexOf(text), () -> "not once in " + file() + ": " + text);
            return source.replace(text, by);
        }
    }

    /** @param directory an empty one, for what is compiled */
    ClassLoader with(Replacement replacement, Path directory) throws IOException {
        var copy = directory.resolve(replacement.file().getFileName());
        Files.writeString(copy, replacement.source());
        compile(copy, directory);
        return new Anew(directory, Objects.requireNonNull(getClass().getClassLoader()));
    }

    private void compile(Path source, Path directory) throws IOException {
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
        var task = compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
        assertTrue(task.call(), () -> source + " does not compile");
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** Has classes of its own of what knows rollouts, and all others from its parent. */
    private static final class Anew extends ClassLoader {
        private static final Pattern OWN = Pattern.compile("dev\\.sluice\\.(rollout|engine|codec|journal)\\..*");

        private final Path first;

        Anew(Path first, ClassLoader parent) {
            super(parent);
            this.first = first;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!OWN.matcher(name).matches()) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                var bytes = bytes(name.replace('.', '/') + ".class");
                if (bytes != null) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
            throw new ClassNotFoundException(name);
        }

        private byte @Nullable [] bytes(String file) throws IOException {
            var changed = first.resolve(file);
            if (Files.exists(changed)) {
                return Files.readAllBytes(changed);
            }
            try (var original = getParent().getResourceAsStream(file)) {
                return original == null ? null : original.readAllBytes();
            }
        }
    }
}

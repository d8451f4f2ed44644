package dev.sluice.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a large site's shape: many small files, few large ones, in directories of directories. The same shape makes the same bytes, and
 * the n-th change of it is the same in every run.
 */
final class SiteTree {
    /** Of the logarithm of sizes: with 1.5, half of the files have less than a third of the mean. */
    private static final double SPREAD = 1.5;

    private static final String[] TYPES = {"php", "php", "php", "php", "json", "json", "json", "js", "css", "svg"};
    private static final int PARTS = 10;

    private final Path root;
    private final Random random;
    private final SourceText text;
    private final List<String> directories = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final int meanSize;
    private int made;

    private SiteTree(Path root, TreeShape shape) {
        this.root = root;
        random = new Random(shape.seed());
        text = new SourceText(shape.seed());
        meanSize = Math.toIntExact(shape.bytes() / shape.files());
    }

    /** @param root a directory that is not there yet */
    static SiteTree make(Path root, TreeShape shape) {
        var tree = new SiteTree(root, shape);
        tree.makeDirectories(shape.directories());
        tree.makeFiles(shape);
        return tree;
    }

    Path root() {
        return root;
    }

    /** Relative paths of all files. */
    List<String> files() {
        return List.copyOf(files);
    }

    /** Most directories are in one that was made early, which is near the root. */
    private void makeDirectories(int count) {
        for (int number = 0; number < count; number++) {
            var parent = number == 0 || random.nextInt(PARTS) == 0
                    ? ""
                    : directories.get(random.nextInt(1 + random.nextInt(number)));
            var path = parent + "part%04d/".formatted(number);
            directories.add(path);
            create(root.resolve(path));
        }
    }

    private void makeFiles(TreeShape shape) {
        var weights = new double[shape.files()];
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(SPREAD * random.nextGaussian());
            all += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            int size = Math.max(1, Math.toIntExact(Math.round(shape.bytes() * weights[i] / all)));
            addFile(i < directories.size() ? directories.get(i) : null, size);
        }
    }

    /** @param directory null for any */
    private void addFile(@Nullable String directory, int size) {
        var in = directory == null ? directories.get(random.nextInt(directories.size())) : directory;
        var path = in + "File%05d.%s".formatted(++made, TYPES[random.nextInt(TYPES.length)]);
        write(path, text.next(size));
        files.add(path);
    }

    /** Changes so many files: a tenth is added, a tenth is removed, in all others a line is replaced by another one. */
    void change(int count) {
        int few = count / PARTS;
        for (int i = 0; i < few; i++) {
            remove(files.remove(random.nextInt(files.size())));
        }
        for (int i = 0; i < count - 2 * few; i++) {
            // Not one that has its place at the end: those were edited now, or are chosen next.
            int index = random.nextInt(files.size() - i);
            var path = files.remove(index);
            files.add(path);
            edit(path);
        }
        for (int i = 0; i < few; i++) {
            addFile(null, Math.max(1, meanSize / 2 + random.nextInt(meanSize)));
        }
    }

    private void edit(String path) {
        var lines = new ArrayList<>(read(path).lines().toList());
        lines.set(random.nextInt(lines.size()), text.line().stripTrailing());
        write(path, String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
    }

    private String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a file of the tree", e);
        }
    }

    private void write(String path, byte[] content) {
        try {
            Files.write(root.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a file of the tree", e);
        }
    }

    private void remove(String path) {
        try {
            Files.delete(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a file of the tree", e);
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory of the tree", e);
        }
    }
}

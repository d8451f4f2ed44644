package dev.sluice.artifact;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Trees with names that are as odd as they may be. */
final class RandomTree {
    private static final String ODD = " %-\\~!*?[]$\"'.,;:&|<>()#";
    private static final int[] PLANES = {'a', 'A', '0', 0xE0, 0x3B1, 0x65E5, 0xFB00, 0x1F600};

    private final Random random;
    private final Map<String, Manifest.Entry> entries = new TreeMap<>();

    private RandomTree(long seed) {
        random = new Random(seed);
    }

    static Collection<Manifest.Entry> entries(long seed) {
        RandomTree tree = new RandomTree(seed);
        tree.fill("", 3);
        return tree.entries.values();
    }

    private void fill(String prefix, int depth) {
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String path = prefix + name();
            if (entries.containsKey(path)) {
                continue;
            }
            entries.put(path, entry(path));
            if (entries.get(path).type() == Manifest.Type.DIRECTORY && depth > 0) {
                fill(path + "/", depth - 1);
            }
        }
    }

    private Manifest.Entry entry(String path) {
        return switch (random.nextInt(3)) {
            case 0 -> Manifest.Entry.directory(path);
            case 1 -> Manifest.Entry.link(path, name() + "/" + name());
            default -> Manifest.Entry.file(path, random.nextInt(01000), random.nextLong() >>> 1, digest());
        };
    }

    private String digest() {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return HexFormat.of().formatHex(digest);
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            name.appendCodePoint(
                    random.nextBoolean()
                            ? ODD.charAt(random.nextInt(ODD.length()))
                            : PLANES[random.nextInt(PLANES.length)] + random.nextInt(6));
        }
        String made = name.toString();
        return made.equals(".") || made.equals("..") ? "dots" : made;
    }
}

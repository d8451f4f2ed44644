package dev.sluice.it.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keeps what the tests of a class did with the scripts as they are, so that the next run need not repeat it: a file for each class. */
record BaselineStore(Path directory) {
    private static final String TEST_CLASS = ".*/it/script/[A-Za-z]*Test\\.class";
    private static final String BASE_CLASS = ".*/it/script/ScriptTest\\.class";
    private static final String OUR_OWN = ".*/it/mutation/.*";

    Optional<List<ScriptTestRun>> find(String testClass, String key) throws IOException {
        var file = directory.resolve(testClass + "-" + key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var runs = new ArrayList<ScriptTestRun>();
        for (var line : Files.readAllLines(file)) {
            var parts = line.split("\t", -1);
            runs.add(new ScriptTestRun(
                    parts[0], parts[1], Duration.ofMillis(Long.parseLong(parts[2])), Set.of(parts[3].split(" ", -1))));
        }
        return Optional.of(runs);
    }

    void keep(String testClass, String key, List<ScriptTestRun> runs) throws IOException {
        Files.createDirectories(directory);
        var lines = new ArrayList<String>();
        for (var run : runs) {
            lines.add(String.join(
                    "\t", run.id(), run.shell(), Long.toString(run.took().toMillis()), String.join(" ", run.probes())));
        }
        Files.write(directory.resolve(testClass + "-" + key), lines);
    }

    /** Changes with the scripts and their probes, with the product and the test's own class, and not with other tests. */
    static String key(String testClass, Map<String, String> probed, List<Path> classPath) throws IOException {
        var own = ".*/" + testClass.replace('.', '/') + "(\\$.*)?\\.class";
        var digest = sha256();
        for (var script : new TreeMap<>(probed).values()) {
            digest.update(script.getBytes(StandardCharsets.UTF_8));
        }
        for (var place : classPath) {
            if (!Files.isDirectory(place)) {
                continue;
            }
            try (var files = Files.walk(place)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    var name = file.toString();
                    boolean counts = name.matches(own) || name.matches(BASE_CLASS) || !name.matches(TEST_CLASS);
                    if (counts && !name.matches(OUR_OWN)) {
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.sluice.it.mutation;

import dev.sluice.host.HostScripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The texts of the host scripts and of their parts, by the names of their files. */
record HostScriptFiles(Map<String, String> texts) {
    private static final String PACKAGE = "dev/sluice/host/";
    private static final List<String> PARTS =
            List.of("common", "section", "tree", "base", "shared", "writers", "log-positions");

    static HostScriptFiles ofTheProduct() throws IOException {
        var names = new ArrayList<>(PARTS);
        HostScripts.ALL.forEach(script -> names.add(script.name()));
        var texts = new TreeMap<String, String>();
        for (var name : names) {
            try (var in = HostScripts.class.getResourceAsStream(name + ".sh")) {
                if (in == null) {
                    throw new IOException(name + ".sh is not beside HostScripts");
                }
                texts.put(name + ".sh", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new HostScriptFiles(texts);
    }

    private Set<String> functions() {
        var functions = new TreeSet<String>();
        texts.values().forEach(text -> functions.addAll(ScriptReader.read(text).functions()));
        return functions;
    }

    /** All mutants of each file, in the order of the files' names. */
    Map<String, List<Mutant>> mutants() {
        var functions = functions();
        var mutants = new LinkedHashMap<String, List<Mutant>>();
        texts.forEach((name, text) -> mutants.put(name, MutantMaker.mutants(name, text, functions)));
        return mutants;
    }

    /**
     * The same scripts, which write into a file what they do: {@code lock.sh:123}, the file and one of {@link Probes}.
     *
     * @param trace whose path has no quotation mark in it
     */
    HostScriptFiles withProbes(Path trace) {
        var probed = new TreeMap<String, String>();
        texts.forEach((name, text) -> probed.put(name, Probes.into(name, text)));
        probed.computeIfPresent("common.sh", (name, text) -> Probes.functions(trace) + text);
        return new HostScriptFiles(probed);
    }

    /** Writes them to where a class loader finds them. */
    void writeTo(Path directory) throws IOException {
        for (var script : texts.entrySet()) {
            var file = directory.resolve(PACKAGE).resolve(script.getKey());
            Files.createDirectories(directory.resolve(PACKAGE));
            Files.writeString(file, script.getValue());
        }
    }
}

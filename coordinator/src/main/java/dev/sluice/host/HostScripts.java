package dev.sluice.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * All that ever runs on a host. The texts are the {@code .sh} files beside this class, each after the parts that it uses; the head of each
 * file says which values it takes and what it answers.
 */
public final class HostScripts {
    /** Says what is on the host and changes nothing. */
    public static final HostScript INSPECT = script("inspect", "section");

    /** Takes, renews, holds, releases and breaks the lease. */
    public static final HostScript LOCK = script("lock", "section");

    public static final HostScript STAGE_BEGIN = script("stage-begin", "section", "tree");
    public static final HostScript STAGE_FILES = script("stage-files", "section", "tree");
    public static final HostScript STAGE_END = script("stage-end", "section", "tree");

    /** Replaces {@code current}, when told GO. */
    public static final HostScript SWITCH = script("switch", "section");

    /** Notes that a release is good or bad. */
    public static final HostScript MARK = script("mark", "section");

    /** Removes releases that nobody needs. */
    public static final HostScript PRUNE = script("prune", "section", "tree");

    /** Makes a live release that another tool made one of ours. */
    public static final HostScript ADOPT = script("adopt", "section", "tree");

    /** Runs a task of the playbook, once. */
    public static final HostScript TASK = script("task", "section");

    public static final List<HostScript> ALL =
            List.of(INSPECT, LOCK, STAGE_BEGIN, STAGE_FILES, STAGE_END, SWITCH, MARK, PRUNE, ADOPT, TASK);

    private HostScripts() {}

    private static HostScript script(String name, String... parts) {
        var text = new StringBuilder(read("common"));
        for (var part : parts) {
            text.append('\n').append(read(part));
        }
        return new HostScript(name, text.append('\n').append(read(name)).toString());
    }

    private static String read(String name) {
        try (var in = HostScripts.class.getResourceAsStream(name + ".sh")) {
            if (in == null) {
                throw new IllegalStateException("the host script " + name + ".sh is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the host script " + name + ".sh cannot be read", e);
        }
    }
}

package dev.sluice.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every script that runs on a host. The texts are the {@code .sh} files beside this class, each after the parts that it uses; the header of each file
 * names the values that it takes and what it answers.
 */
public final class HostScripts {
    /** Reports what is on the host and changes nothing. */
    public static final HostScript INSPECT = script("inspect", "section", "writers", "shared");

    /** Reports what {@code doctor} needs besides, and changes nothing. */
    public static final HostScript EXAMINE = script("examine");

    /** Takes, renews, holds, releases and breaks the lease. */
    public static final HostScript LOCK = script("lock", "section");

    public static final HostScript STAGE_BEGIN = script("stage-begin", "section", "tree", "base");
    public static final HostScript STAGE_FILES = script("stage-files", "section", "tree", "shared");

    /** Replaces {@code current}, after GO. */
    public static final HostScript SWITCH = script("switch", "section", "log-positions");

    /** Marks a release as good or bad. */
    public static final HostScript MARK = script("mark", "section");

    /** Removes releases that are no longer needed. */
    public static final HostScript PRUNE = script("prune", "section", "tree");

    /** Adopts a live release that another tool made. */
    public static final HostScript ADOPT = script("adopt", "section", "tree", "writers");

    /** Makes a plain directory into a site with releases, and back. */
    public static final HostScript CONVERT = script("convert", "section", "tree", "writers");

    /** Runs the command of a health check. */
    public static final HostScript CHECK = script("check");

    /** Makes the assets of two releases answer in both. */
    public static final HostScript ASSETS = script("assets", "section", "tree");

    /** Compares a release with its manifest and changes nothing. */
    public static final HostScript WAY_BACK = script("way-back", "tree");

    /** Compares the manifests of two releases and changes nothing. */
    public static final HostScript CHANGES = script("changes", "tree");

    /** Reads the site's logs. */
    public static final HostScript SITE_LOGS = script("site-logs", "log-positions");

    /** Sends one HTTP request by curl. */
    public static final HostScript HTTP = script("http");

    /** Keeps a copy of a rollout's record. */
    public static final HostScript RECORD_KEEP = script("record-keep", "section", "tree");

    /** Shows the copies of records; changes nothing. */
    public static final HostScript RECORD_READ = script("record-read");

    /** Keeps or shows what people restrict for the fleet. */
    public static final HostScript RESTRICTIONS = script("restrictions");

    /** Runs a task of the playbook, once. */
    public static final HostScript TASK = script("task", "section");

    /** Tries the way to the endpoint before the first switch. */
    public static final HostScript FIRST_WAY = script("first-way", "section", "tree");

    public static final List<HostScript> ALL = List.of(
            INSPECT,
            EXAMINE,
            LOCK,
            STAGE_BEGIN,
            STAGE_FILES,
            SWITCH,
            MARK,
            PRUNE,
            ADOPT,
            CONVERT,
            CHECK,
            ASSETS,
            WAY_BACK,
            CHANGES,
            SITE_LOGS,
            HTTP,
            RECORD_KEEP,
            RECORD_READ,
            RESTRICTIONS,
            TASK,
            FIRST_WAY);

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

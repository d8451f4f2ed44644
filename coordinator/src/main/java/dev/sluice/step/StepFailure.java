package dev.sluice.step;

import dev.sluice.document.HarmlessText;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every way in which a host script refuses or fails: the closed list of its error codes, with words for people. */
public enum StepFailure {
    FENCED("somebody else took over this host", "see who: sluice hosts --live; nothing was changed by this command"),
    HELD(
            "another rollout holds this host",
            "wait for it, or look at it with sluice status; the lease of a dead one ends by itself within a minute"),
    BUSY(
            "another command is at work on this host",
            "try again; if it stays, end on the host what holds .sluice/critical (fuser -v), or where its owner is gone remove"
                    + " .sluice/critical.link and .sluice/critical.stale"),
    OTHER_SITE(
            "the directory belongs to another site",
            "check path, inventory and site names; remove .sluice/host.json on the host only if it really changed its"
                    + " purpose"),
    NO_PATH("the directory does not exist or cannot be entered", "check the path, or create it for the deploy user"),
    NOT_WRITABLE(
            "the deploy user may not write", "give the directory to the deploy user: chown it, or mount it read-write"),
    OPEN_TO_OTHERS(
            "another account may write where code of the site is",
            "take that right away (chown, chmod g-w,o-w), or name who has it in release.permissions.writers"),
    NOT_A_LINK(
            "current is not a symbolic link that leads somewhere",
            "move what is there into releases/ and make current a link to it, then run the same command again"),
    MOVED(
            "somebody else changed current",
            "find out who; the host was left alone. Then accept what is there or put it back, and start again"),
    OUTSIDE("current leads out of releases/", "make it a link to a directory in releases/, then adopt again"),
    NO_RELEASE("the release is not on this host", "release it again, or choose another one: sluice hosts --live"),
    NO_MARKER("the release was never finished on this host", "release it again"),
    OTHER_CONTENT("a release of that id has other content", "give the release an id of its own"),
    NOT_BEGUN("staging has to begin again", "run the same command again"),
    DAMAGED(
            "what arrived is not what was sent",
            "run the same command again; if it repeats, check disk and memory of the host"),
    DISK_FULL("no space left", "free space or inodes, then run the same command again"),
    TAR("the files could not be unpacked", "read the host's words in the log"),
    SHARED_MISSING("shared files are missing", "put them into shared/ on the host, then run the same command again"),
    NO_DOCROOT("the document root is not in the release", "correct release.docroot in the playbook"),
    GROUP(
            "files could not be given to the group",
            "make the deploy user a member of the group, or correct release.permissions.group"),
    BAD_PATH(
            "a path leads out of the release or through a link", "correct shared, writable or docroot in the playbook"),
    OTHER_FILESYSTEM(
            ".sluice is on another file system than current",
            "keep current, releases and .sluice on one file system: a link cannot be replaced atomically across two"),
    NOT_SWITCHED("current could not be replaced", "check who owns the directory, and that it is not mounted read-only"),
    DECLINED("the switch was not confirmed", "nothing was changed"),
    NO_GO("no word came after READY", "nothing was changed; look at the connection and run the same command again"),
    DAMAGED_STATE(
            "a file in .sluice cannot be read", "look at it on the host; without it nobody knows who may act there"),
    OTHER_RECORD(
            "another record of that rollout is kept on this host",
            "compare both; remove the wrong one from .sluice/rollouts on the host, then run the same command again"),
    NO_RECORD("no record of that rollout is kept on this host", "look at the others: sluice status"),
    NO_SHA256("the host can compute no SHA-256", "install coreutils, busybox or openssl there"),
    NOT_STARTED("the task could not be started", "read the host's words; the task did not run"),
    NO_SUDO(
            "the host has no sudo, and the task is for another user",
            "install sudo and allow it for the deploy user, or take user out of the task"),
    NO_CURL("there is no curl on the host", "install it there, or set web.via: ssh"),
    USAGE("the host refused an argument", "this is a defect: please report it"),
    FAILED("something failed on the host", "read the host's words in the log");

    private static final int SHOWN_CHARS = 300;

    private final String what;
    private final String next;

    StepFailure(String what, String next) {
        this.what = what;
        this.next = next;
    }

    /** The failure of an error code; one that nobody knows is {@link #FAILED}. */
    static StepFailure of(String code) {
        for (var failure : values()) {
            if (failure.code().equals(code)) {
                return failure;
            }
        }
        return FAILED;
    }

    /** As the scripts write it, such as {@code not-a-link}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String what() {
        return what;
    }

    /** What a person can do about it. */
    public String next() {
        return next;
    }

    /** The answer's values in words; they come from a host, so no control character stays in them. */
    String why(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .filter(value -> !value.getKey().equals("log"))
                        .map(value -> value.getKey().replace('_', ' ') + " " + shown(value.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : HarmlessText.line(value, SHOWN_CHARS);
    }
}

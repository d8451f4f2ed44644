package dev.sluice.step;

import dev.sluice.document.HarmlessText;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every way in which a host script refuses or fails: the closed list of its error codes, with messages for people. */
public enum StepFailure {
    FENCED(
            "another coordinator took over this host",
            "see which one: sluice hosts --live; this command changed nothing"),
    HELD(
            "another rollout holds this host",
            "wait for it, or check it with sluice status; the lease of a dead one expires within a minute"),
    BUSY(
            "another command is running on this host",
            "try again; if it stays, end the process that holds .sluice/critical on the host (fuser -v), or if that process is gone, remove"
                    + " .sluice/critical.link and .sluice/critical.stale"),
    OTHER_SITE(
            "the directory belongs to another site",
            "check path, inventory and site names; remove .sluice/host.json on the host only if it really changed its"
                    + " purpose"),
    NO_PATH("the directory does not exist or cannot be entered", "check the path, or create it for the deploy user"),
    NOT_WRITABLE(
            "the deploy user may not write", "give the directory to the deploy user: chown it, or mount it read-write"),
    OPEN_TO_OTHERS(
            "another account may write to directories with the site's code",
            "remove that permission (chown, chmod g-w,o-w), or name the account in release.permissions.writers"),
    NOT_A_LINK(
            "current is not a symbolic link to an existing directory",
            "move its content into releases/ and make current a link to it, then run the same command again"),
    MOVED(
            "another process or operator changed current",
            "find out which one; the host was left as it is. Then accept the link or revert it, and start again"),
    OUTSIDE("current points outside releases/", "make it a link to a directory in releases/, then adopt again"),
    RELEASE_NAME(
            "the directory of the live release has a name that Sluice does not use",
            "rename it to letters, digits, dots, dashes and underscores, at most 64, and make current a link to it"),
    ODD_NAME(
            "the live release has a file whose name contains control characters",
            "rename or remove it, or list its directory under release.writable or release.shared"),
    UNREADABLE(
            "the deploy user may not read a file of the live release",
            "make it readable for the deploy user, or list its directory under release.writable or release.shared"),
    NOT_PLAIN(
            "the directory is not a plain one",
            "adopt without --convert takes over a site with releases; a file or directory of the site's own with such a name has to be"
                    + " renamed first"),
    MOUNTED(
            "a file system is mounted inside the directory",
            "list that path under release.shared, so that it stays where it is, or unmount it"),
    LEAVING_LINK(
            "a link leads out of the directory, where releases would share what it leads to",
            "make it relative, replace it with the files, or list it under release.shared"),
    SPECIAL_FILE(
            "an entry is neither a file nor a directory nor a link",
            "remove it, or list its directory under release.shared"),
    CHANGED_MEANWHILE(
            "files changed while they were copied; the copy was dropped",
            "list what changes by itself under release.writable or release.shared, then run the same command again"),
    NOT_CONVERTED(
            "no conversion is to be undone here", "nothing was changed; adopt --convert makes a site with releases"),
    NO_RELEASE("the release is not on this host", "release it again, or choose another one: sluice hosts --live"),
    NO_MARKER("the release was never finished on this host", "release it again"),
    OTHER_CONTENT("a release of that id has other content", "give the release another id"),
    NOT_BEGUN("staging has to start again", "run the same command again"),
    DAMAGED(
            "the received data differs from the data that was sent",
            "run the same command again; if it repeats, check disk and memory of the host"),
    DISK_FULL("no space left", "free space or inodes, then run the same command again"),
    TAR("the files could not be unpacked", "fix what tar reports, then run the same command again"),
    SHARED_MISSING("shared files are missing", "put them into shared/ on the host, then run the same command again"),
    SHARED_UNFIT(
            "a shared path on the host is not what release.shared declares",
            "mount or mend it on the host, or correct release.shared; then run the same command again"),
    NO_DOCROOT("the document root is not in the release", "correct release.docroot in the playbook"),
    GROUP(
            "files could not be given to the group",
            "make the deploy user a member of the group, or correct release.permissions.group"),
    BAD_PATH(
            "a path points outside the release or leads through a link",
            "correct shared, writable or docroot in the playbook"),
    OTHER_FILESYSTEM(
            ".sluice is on another file system than current",
            "keep current, releases and .sluice on one file system: a link cannot be replaced atomically across two"),
    NOT_SWITCHED("current could not be replaced", "check who owns the directory, and that it is not mounted read-only"),
    DECLINED("the switch was not confirmed", "nothing was changed"),
    NO_GO(
            "no confirmation arrived after READY",
            "nothing was changed; check the connection and run the same command again"),
    DAMAGED_STATE(
            "a file in .sluice cannot be read",
            "inspect it on the host; without it the owner of the host's lease is unknown"),
    FOREIGN(
            "a directory of Sluice's belongs to another account, or is that account's link",
            "check what is in it; then remove it, or give it to the deploy user: chown -hR"),
    OTHER_RECORD(
            "this host stores a different record of that rollout",
            "compare both; remove the wrong one from .sluice/rollouts on the host, then run the same command again"),
    NO_RECORD("this host stores no record of that rollout", "check the other hosts: sluice status"),
    NO_SHA256("the host cannot compute SHA-256", "install coreutils, busybox or openssl there"),
    NOT_STARTED(
            "the task could not be started",
            "fix what the host reports, then run the same command again; the task did not run"),
    NO_SUDO(
            "the host has no sudo, and the task is for another user",
            "install sudo and allow it for the deploy user, or take user out of the task"),
    NO_POSITIONS(
            "the host has no stat that reports device, inode and size",
            "install coreutils or busybox there to read the site's logs"),
    NO_CURL("curl is not installed on the host", "install it there, or set web.via: ssh"),
    USAGE("the host refused an argument", "this is a defect: please report it"),
    FAILED("a command failed on the host", "fix what the host reports, then run the same command again");

    private static final int SHOWN_CHARS = 300;

    private final String what;
    private final String next;

    StepFailure(String what, String next) {
        this.what = what;
        this.next = next;
    }

    /** The failure of an error code; {@link #FAILED} for an unknown code. */
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

    /** The answer's values as text; they come from a host, so control characters are removed. */
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

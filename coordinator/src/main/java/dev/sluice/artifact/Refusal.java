package dev.sluice.artifact;

/** Why an entry is refused. */
enum Refusal implements EntryNote {
    ABSOLUTE_PATH("absolute path", Text.OUTSIDE),
    PARENT_PATH("path with ..", Text.OUTSIDE),
    LINK_LEAVES(
            "symbolic link out of the tree",
            "it would show whatever a host has there; make it relative and inside the tree (absolute: ln -s"
                    + " --relative, artisan storage:link --relative), let release.shared make it, or leave it out with"
                    + " release.exclude"),
    BAD_TARGET(
            "symbolic link with an unusable target",
            "empty, too long, not UTF-8 or with a control character; " + Text.LEAVE_OUT),
    THROUGH_LINK(
            "entry below something that is no directory of the artifact",
            "it would be written through a symbolic link or a file; pack the real directory, or leave one of both out"),
    HARD_LINK(
            "hard link",
            "its content stands elsewhere in the archive, and a release shares no file with another; pack with "
                    + "tar --hard-dereference"),
    SPECIAL_FILE(
            "device, FIFO, socket or other special entry",
            "only files, directories and symbolic links are released; " + Text.LEAVE_OUT),
    DUPLICATE(
            "path that occurs twice",
            "which one counts would depend on who unpacks it; build the archive anew instead of adding to it"),
    CONTROL_CHARACTER(
            "control character in a name", "newlines and the like break every list it stands in; " + Text.RENAME),
    NOT_UTF8("name that is not UTF-8", "hosts and tools would read it differently; " + Text.RENAME),
    RESERVED(
            "name that Sluice keeps for itself (.sluice, .sluice-release, _sluice.php)",
            "it would be taken for what Sluice writes on a host; was the artifact made from a live release? "
                    + Text.LEAVE_OUT),
    LONG_NAME("name that is too long", "file systems of hosts refuse it; " + Text.RENAME),
    LONG_PATH("path that is too long", "hosts cannot open it; " + Text.RENAME),
    DEEP_PATH("path that is too deep", "it looks like a loop; " + Text.RENAME),
    UNREADABLE("unreadable entry", "make it readable for the user that runs Sluice, or " + Text.LEAVE_OUT),
    UNSUPPORTED(
            "entry in a form that is not read",
            "pack without a password, stored or deflated, with / between directories: zip -r -y NAME.zip .");

    private final String what;
    private final String advice;

    Refusal(String what, String advice) {
        this.what = what;
        this.advice = advice;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String advice() {
        return advice;
    }

    private static final class Text {
        static final String OUTSIDE =
                "it would be written outside the release; pack from inside the tree: tar -czf NAME.tar.gz -C TREE .";
        static final String LEAVE_OUT = "leave it out with release.exclude";
        static final String RENAME = "rename it, or " + LEAVE_OUT;
    }
}

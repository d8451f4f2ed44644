package dev.sluice.artifact;

/** Why an entry is refused. */
enum Refusal implements EntryNote {
    ABSOLUTE_PATH("absolute path", Text.OUTSIDE),
    PARENT_PATH("path with ..", Text.OUTSIDE),
    LINK_LEAVES(
            "symbolic link out of the tree",
            "it would show whatever a host has there; make it relative and inside the tree (absolute: ln -s"
                    + " --relative, artisan storage:link --relative), have release.shared create it, or exclude it with release.exclude"),
    BAD_TARGET(
            "symbolic link with an unusable target",
            "empty, too long, not UTF-8 or with a control character; " + Text.LEAVE_OUT),
    THROUGH_LINK(
            "entry below something that is not a directory of the artifact",
            "it would be written through a symbolic link or a file; pack the real directory, or exclude one of them"),
    HARD_LINK(
            "hard link",
            "its content is elsewhere in the archive, and a release shares no file with another; pack with "
                    + "tar --hard-dereference"),
    SPECIAL_FILE(
            "device, FIFO, socket or other special entry",
            "only files, directories and symbolic links are released; " + Text.LEAVE_OUT),
    DUPLICATE(
            "path that occurs twice",
            "which one counts would depend on the unpacker; build the archive again instead of adding to it"),
    CONTROL_CHARACTER(
            "control character in a name", "newlines and the like break every list that contains it; " + Text.RENAME),
    NOT_UTF8("name that is not UTF-8", "hosts and tools would read it differently; " + Text.RENAME),
    RESERVED(
            "name that is reserved for Sluice (.sluice, .sluice-release, _sluice.php)",
            "it would be read as a file that Sluice writes on a host; was the artifact made from a live release? "
                    + Text.LEAVE_OUT),
    LONG_NAME("name that is too long", "file systems of hosts refuse it; " + Text.RENAME),
    LONG_PATH("path that is too long", "hosts cannot open it; " + Text.RENAME),
    DEEP_PATH("path that is too deep", "it is likely a loop; " + Text.RENAME),
    UNREADABLE("unreadable entry", "make it readable for the user that runs Sluice, or " + Text.LEAVE_OUT),
    UNSUPPORTED(
            "entry in a form that is not supported",
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
        static final String LEAVE_OUT = "exclude it with release.exclude";
        static final String RENAME = "rename it, or " + LEAVE_OUT;
    }
}

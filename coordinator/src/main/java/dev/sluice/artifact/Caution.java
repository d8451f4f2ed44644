package dev.sluice.artifact;

/** What is accepted, but reported to the builder of the artifact. */
enum Caution implements EntryNote {
    SPECIAL_BITS("setuid, setgid or sticky bit", "cleared: a release has modes 0755 and 0644 only"),
    WORLD_WRITABLE("writable for everyone", "cleared: a release has modes 0755 and 0644 only"),
    COLLISION(
            "name that differs only in case or Unicode form",
            "two files on the hosts, one on macOS and Windows, where only one may be meant"),
    LINK_LOOP("symbolic link that loops", "no program can open it"),
    DESKTOP_FILE(
            "file that a desktop added",
            "visitors can request it; in the playbook: release: { exclude: ['._*', .DS_Store, __MACOSX/, Thumbs.db, desktop.ini] }"),
    HISTORY(
            "directory of a version control system",
            "visitors may read the whole history; in the playbook: release: { exclude: [.git/, .svn/, .hg/] }");

    private final String what;
    private final String advice;

    Caution(String what, String advice) {
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
}

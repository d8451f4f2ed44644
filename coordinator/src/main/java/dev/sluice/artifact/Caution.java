package dev.sluice.artifact;

/** What is accepted, but worth a word to whoever built the artifact. */
enum Caution implements EntryNote {
    SPECIAL_BITS("setuid, setgid or sticky bit", "cleared: a release has modes 0755 and 0644 only"),
    WORLD_WRITABLE("writable for everybody", "cleared: a release has modes 0755 and 0644 only"),
    COLLISION(
            "name that differs only in case or Unicode form",
            "two files on the hosts, one on macOS and Windows, where somebody may have meant the other"),
    LINK_LOOP("symbolic link that goes round in circles", "no program can open it");

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

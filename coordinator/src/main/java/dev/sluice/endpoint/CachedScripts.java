package dev.sluice.endpoint;

/**
 * How much of the cache is used, and for what.
 *
 * @param release the release that answered
 * @param earlier other releases of the site
 * @param others other sites of the same PHP
 */
public record CachedScripts(Share release, Share earlier, Share others) {
    /** Nothing is known. */
    public static final CachedScripts NONE = new CachedScripts(Share.NONE, Share.NONE, Share.NONE);

    /**
     * One share.
     *
     * @param bytes of memory, without the strings that scripts have in common
     */
    public record Share(int scripts, long bytes) {
        static final Share NONE = new Share(0, 0);
    }
}

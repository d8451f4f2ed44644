package dev.sluice.engine;

/** Hears how far an upload to one host is. It is only shown: nothing of it is recorded. */
@FunctionalInterface
public interface UploadListener {
    /**
     * @param sent bytes before compression
     * @param total of the whole upload
     */
    void sent(long sent, long total);

    /** For callers that show nothing. */
    static UploadListener none() {
        return (sent, total) -> {};
    }
}

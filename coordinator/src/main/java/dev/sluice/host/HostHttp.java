package dev.sluice.host;

/** HTTP to the web server of one host, through that host's own session: no balancer, DNS or CDN is in between. */
public interface HostHttp extends AutoCloseable {
    /**
     * Sends one request and reads the answer; no redirect is followed, no proxy is used and no request is repeated.
     *
     * @throws HostHttpException when no whole answer came in time
     */
    HttpAnswer send(HttpCall call) throws HostHttpException;

    @Override
    void close();
}

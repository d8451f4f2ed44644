package dev.sluice.http;

import dev.sluice.host.HostSession;
import dev.sluice.host.ServiceAddress;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets that start on a host and all lead to one address there, whatever address OkHttp requests. */
final class TunnelSockets extends SocketFactory {
    private final HostSession session;
    private final ServiceAddress service;

    TunnelSockets(HostSession session, ServiceAddress service) {
        this.session = session;
        this.service = service;
    }

    @Override
    public Socket createSocket() {
        return new TunnelSocket(session, service);
    }

    @Override
    public Socket createSocket(String host, int toPort) {
        throw new UnsupportedOperationException("OkHttp makes unconnected sockets");
    }

    @Override
    public Socket createSocket(String host, int toPort, InetAddress localHost, int localPort) {
        return createSocket(host, toPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int toPort) {
        return createSocket(host.getHostName(), toPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int toPort, InetAddress localAddress, int localPort) {
        return createSocket(host, toPort);
    }
}

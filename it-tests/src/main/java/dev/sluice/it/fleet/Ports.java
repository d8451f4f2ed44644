package dev.sluice.it.fleet;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Two ports, the same on every address of a fleet. Several fleets of several JVMs use the same addresses: each keeps its pair
 * by listening on 127.0.1.0, which is no host's address and which the system lets go of when the JVM ends.
 */
final class Ports implements Closeable {
    /** Below the ports that Linux gives to connections (32768), above what ordinary services listen on. */
    private static final int FIRST = 21_000;

    private static final int LAST = 31_998;

    private final int ssh;
    private final ServerSocket reservation;

    private Ports(int ssh, ServerSocket reservation) {
        this.ssh = ssh;
        this.reservation = reservation;
    }

    /**
     * Takes the first pair that is free on all of the addresses.
     *
     * @throws IllegalStateException when there is none
     */
    static Ports reserve(Collection<String> addresses) {
        for (int port = FIRST; port <= LAST; port += 2) {
            Ports taken = tryReserve(port, addresses);
            if (taken != null) {
                return taken;
            }
        }
        throw new IllegalStateException("no two neighbouring ports from " + FIRST + " to " + LAST
                + " are free on all of " + addresses + ": what listens there? (ss -ltn)");
    }

    int ssh() {
        return ssh;
    }

    int http() {
        return ssh + 1;
    }

    private static @Nullable Ports tryReserve(int port, Collection<String> addresses) {
        ServerSocket reservation;
        try {
            reservation = listen("127.0.1.0", port);
        } catch (IOException e) {
            return null;
        }
        try {
            for (String address : addresses) {
                listen(address, port).close();
                listen(address, port + 1).close();
            }
            return new Ports(port, reservation);
        } catch (IOException e) {
            closeQuietly(reservation);
            return null;
        }
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the reservation of port " + socket.getLocalPort(), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(reservation);
    }
}

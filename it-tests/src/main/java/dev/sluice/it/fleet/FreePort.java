package dev.sluice.it.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for one server. Not the one that the system would choose: that one comes from the range that connections are given too
 * (from 32768), and a connection of another test may have it before the server does.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    /** Where the ports of fleets begin. */
    private static final int END = 21_000;

    private static final int TRIES = 1_000;

    private FreePort() {}

    /**
     * One that nobody listens at just now.
     *
     * @throws IllegalStateException when none was found
     */
    public static int on(String address) {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(address, port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + END + " is free on " + address);
    }

    private static boolean isFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

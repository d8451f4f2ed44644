package dev.sluice.host;

/** Where a service listens, as seen from a host. */
public sealed interface ServiceAddress {
    /**
     * A TCP port.
     *
     * @param name a name or an address; IPv6 without brackets
     * @param port 1 to 65535
     */
    record Tcp(String name, int port) implements ServiceAddress {
        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    /** A Unix domain socket, by its whole path. */
    record Unix(String path) implements ServiceAddress {
        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * Reads {@code unix:PATH} or {@code tcp:HOST:PORT}, as in {@code web.fastcgi} of the inventory.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static ServiceAddress parse(String text) {
        if (text.startsWith("unix:")) {
            return new Unix(text.substring("unix:".length()));
        }
        int colon = text.lastIndexOf(':');
        if (!text.startsWith("tcp:") || colon < "tcp:".length()) {
            throw new IllegalArgumentException(text + " is neither unix:PATH nor tcp:HOST:PORT");
        }
        var name = text.substring("tcp:".length(), colon).replaceAll("[\\[\\]]", "");
        return new Tcp(name, Integer.parseInt(text.substring(colon + 1)));
    }
}

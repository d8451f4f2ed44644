package dev.sluice.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes mail on this machine, as SMTP servers do, without TLS. It keeps every line that it was sent. */
final class MailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String end;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** @param end what it answers to the end of a message */
    MailServer(String end) throws IOException {
        this.end = end;
        this.socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "mail server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void converse(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        out.print("220 here\r\n");
        out.flush();
        var isData = false;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (isData && !line.equals(".")) {
                continue;
            }
            out.print(isData ? end + "\r\n" : answer(line));
            out.flush();
            isData = line.equals("DATA");
        }
    }

    private static String answer(String line) {
        if (line.startsWith("EHLO")) {
            return "250-here\r\n250 AUTH PLAIN\r\n";
        }
        if (line.startsWith("AUTH")) {
            return "235 welcome\r\n";
        }
        return line.equals("DATA") ? "354 go on\r\n" : line.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

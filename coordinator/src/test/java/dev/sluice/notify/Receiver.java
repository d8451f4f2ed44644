package dev.sluice.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A web server on this machine that answers with the statuses that it was given, the last one again and again; 0 is no answer at all. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private int[] statuses;
    private int next;

    /** A request. */
    public record Received(String path, Map<String, String> headers, String body) {}

    public Receiver(int... statuses) throws IOException {
        this.statuses = statuses.clone();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits for the next request. */
    public Received take() throws InterruptedException {
        return received.take();
    }

    public int count() {
        return received.size();
    }

    /** From now on it answers with this; what it received before is forgotten. */
    public synchronized void answer(int status) {
        statuses = new int[] {status};
        received.clear();
    }

    private synchronized int status() {
        return statuses[Math.min(next++, statuses.length - 1)];
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().toString(), headers, body));
        int status = status();
        if (status == 0) {
            hang();
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        var answer = "\u001b[31mno\u0007\r\n".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

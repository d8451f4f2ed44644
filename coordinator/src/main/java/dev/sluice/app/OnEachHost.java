package dev.sluice.app;

import dev.sluice.inventory.Host;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The same question to many hosts at once; returns when all have been asked. */
record OnEachHost(Executor threads) {
    void ask(List<Host> hosts, Consumer<Host> question) {
        CompletableFuture.allOf(hosts.stream()
                        .map(host -> CompletableFuture.runAsync(() -> question.accept(host), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}

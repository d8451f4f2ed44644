package dev.sluice.operation;

/** Port: where people hear of what happens by itself. It neither fails nor waits. */
@FunctionalInterface
public interface Notices {
    void on(Notice notice);
}

package dev.sluice.host;

/**
 * A POSIX shell script that runs on a host. Its text is constant: values reach it on standard input only.
 *
 * @param name for messages, such as {@code switch}
 */
public record HostScript(String name, String text) {}

package dev.sluice.cli;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var streams = Streams.of(System.getenv(), System.getProperty("sluice.output", ""));
        System.exit(SluiceCommand.commandLineFor(arguments)
                .setOut(streams.over(System.out))
                .setErr(streams.over(System.err))
                .execute(arguments));
    }
}

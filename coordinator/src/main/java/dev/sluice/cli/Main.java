package dev.sluice.cli;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(SluiceCommand.commandLine().execute(arguments));
    }
}

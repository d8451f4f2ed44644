package dev.sluice.cli;

import java.util.Set;

/** The names of all commands, for tests that each of them has to have something. */
public final class CommandNames {
    private CommandNames() {}

    public static Set<String> all() {
        return Set.copyOf(SluiceCommand.commandLine().getSubcommands().keySet());
    }
}

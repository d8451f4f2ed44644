package dev.sluice.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets bash or zsh complete commands, options and their values.",
            "The script reads no file and asks no host."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: in ~/.bashrc, or in ~/.zshrc with zsh",
            "  source <(sluice completion bash)",
            "Example: for everybody on a machine",
            "  sluice completion bash > /etc/bash_completion.d/sluice",
        })
@SuppressWarnings("NullAway.Init")
final class CompletionCommand implements Runnable {
    /** The shells. */
    enum Shell {
        BASH,
        ZSH
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            defaultValue = "bash",
            description = "bash or zsh (default: bash)")
    private Shell shell;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        if (shell == Shell.ZSH) {
            // The script is bash's; zsh runs it when these two are loaded, in this order.
            out.println("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
        }
        out.print(AutoComplete.bash("sluice", SluiceCommand.commandLine()));
        out.flush();
    }
}

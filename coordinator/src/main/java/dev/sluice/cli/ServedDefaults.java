package dev.sluice.cli;

import dev.sluice.daemon.DaemonSpec.SiteFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/** The files of a site in the place of those of a working directory. The environment of the daemon is not for its callers. */
record ServedDefaults(SiteFiles files) implements IDefaultValueProvider {
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return switch (UsageWords.name(argument)) {
            case "--inventory" -> files.inventory().toString();
            case "--playbook" -> files.playbook().toString();
            default -> null;
        };
    }
}

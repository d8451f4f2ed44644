package dev.sluice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help, a heading a group. */
final class GroupedCommandList implements IHelpSectionRenderer {
    /** Names by heading. */
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    void add(String heading, String command) {
        groups.computeIfAbsent(heading, key -> new ArrayList<>()).add(command);
    }

    @Override
    public String render(Help help) {
        var all = help.subcommands();
        var text = new StringBuilder();
        groups.forEach((heading, names) -> {
            var members = new LinkedHashMap<String, Help>();
            names.forEach(name -> members.put(name, all.get(name)));
            text.append("%n%s:%n".formatted(heading)).append(help.commandList(members));
        });
        return text.toString();
    }
}

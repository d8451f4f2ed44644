package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValues;
import dev.sluice.document.Section;
import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code tasks}. */
final class TasksReader {
    private static final int NAME_LENGTH = 60;

    private final Section section;
    private final Set<String> names = new HashSet<>();

    TasksReader(Section section) {
        this.section = section;
    }

    Tasks tasks() {
        for (var moment : section.keys()) {
            section.sections(moment).forEach(this::name);
        }
        return new Tasks(list("prepare"), list("before_switch"), list("after_switch"), list("finish"));
    }

    private void name(Section task) {
        task.text("name")
                .filter(name -> !names.add(name))
                .ifPresent(name -> task.problem(
                        "name", "another task has this name; once, logs and prompts need different names"));
    }

    private List<TaskSpec> list(String moment) {
        return section.sections(moment).stream().map(this::task).toList();
    }

    private TaskSpec task(Section task) {
        var run = task.text("run", "");
        return new TaskSpec(
                task.text("name").orElseGet(() -> derived(run)),
                run,
                Selectors.optional(task, "on"),
                where(task.text("where", "host")),
                task.flag("once", false),
                task.text("user"),
                task.duration("timeout", Duration.ofMinutes(10)),
                ConfiguredValues.variables(task, "env"),
                task.flag("optional", false),
                task.flag("irreversible", false),
                task.flag("idempotent", false),
                task.text("undo"),
                task.flag("on_rollback", false));
    }

    /** The first line of the command, and a number where two tasks would be the same. */
    private String derived(String run) {
        var line = run.strip().lines().findFirst().orElse("");
        var name = line.length() <= NAME_LENGTH ? line : line.substring(0, NAME_LENGTH);
        var unique = name;
        for (int number = 2; !names.add(unique); number++) {
            unique = name + " (" + number + ")";
        }
        return unique;
    }

    private static Where where(String text) {
        if (text.equals("host")) {
            return new Where.EachHost();
        }
        return text.equals("coordinator") ? new Where.Coordinator() : new Where.OneHost(new HostName(text));
    }
}

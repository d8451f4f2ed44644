package dev.sluice.plan;

import dev.sluice.inventory.HostSelector;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.playbook.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A task for a test, which says only what matters to it. */
public final class DraftTask {
    private final String name;
    private Optional<HostSelector> on = Optional.empty();
    private Where where = new Where.EachHost();
    private boolean once;
    private boolean optional;
    private boolean irreversible;
    private boolean idempotent;
    private boolean onRollback;

    private DraftTask(String name) {
        this.name = name;
    }

    public static DraftTask task(String name) {
        return new DraftTask(name);
    }

    /** Tasks of every kind, at every moment. */
    static Tasks byChance(Random random) {
        return new Tasks(
                some("prepare", random), some("before", random), some("after", random), some("finish", random));
    }

    private static List<TaskSpec> some(String moment, Random random) {
        var tasks = new ArrayList<TaskSpec>();
        for (int number = random.nextInt(3); number > 0; number--) {
            var task = task(moment + number);
            task.once = random.nextInt(3) == 0;
            task.optional = random.nextInt(4) == 0;
            task.irreversible = moment.equals("prepare") && random.nextInt(4) == 0;
            task.idempotent = random.nextInt(4) == 0;
            task.onRollback = random.nextBoolean();
            task.where = random.nextInt(4) == 0 ? new Where.Coordinator() : new Where.EachHost();
            tasks.add(task.spec());
        }
        return tasks;
    }

    public DraftTask on(String selector) {
        on = Optional.of(HostSelector.parse(List.of(selector), Path.of("")));
        return this;
    }

    public DraftTask where(Where given) {
        where = given;
        return this;
    }

    public DraftTask once() {
        once = true;
        return this;
    }

    public DraftTask optional() {
        optional = true;
        return this;
    }

    public DraftTask irreversible() {
        irreversible = true;
        return this;
    }

    public DraftTask idempotent() {
        idempotent = true;
        return this;
    }

    public DraftTask onRollback() {
        onRollback = true;
        return this;
    }

    public TaskSpec spec() {
        return new TaskSpec(
                name,
                "./" + name,
                on,
                where,
                once,
                Optional.empty(),
                Duration.ofMinutes(10),
                Map.of(),
                optional,
                irreversible,
                idempotent,
                Optional.empty(),
                onRollback);
    }
}

package dev.sluice.playbook;

import dev.sluice.document.InOrder;
import dev.sluice.inventory.HostSelector;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a site is released.
 *
 * @param name the site
 * @param strategies named alternatives, each complete: what one does not set is as in {@code strategy}
 * @param rollback the strategy of a rollback, complete in the same way
 * @param records empty where the file has no such section: the endpoint's key signs
 * @param notifications {@code notify} in the file
 */
public record Playbook(
        String name,
        HostSelector targets,
        ReleaseSettings release,
        Tasks tasks,
        Strategy strategy,
        Map<String, Strategy> strategies,
        Strategy rollback,
        Opcache opcache,
        Optional<RecordSettings> records,
        List<HealthCheck> health,
        ProbeSettings probe,
        Optional<ReleaseWindow> window,
        List<Schedule> schedule,
        List<Notification> notifications) {
    public Playbook {
        strategies = InOrder.copyOf(strategies);
        health = List.copyOf(health);
        schedule = List.copyOf(schedule);
        notifications = List.copyOf(notifications);
    }

    /** The zone of the site's local times: the window's, else that of the first schedule, else UTC. */
    public ZoneId zone() {
        return window.map(ReleaseWindow::zone)
                .or(() -> schedule.stream().map(Schedule::zone).findFirst())
                .orElse(ZoneOffset.UTC);
    }

    /** The same with other tasks. */
    public Playbook running(Tasks others) {
        return with(name, others, opcache, records, health, window);
    }

    /** The same with the endpoint settings and the keys of another playbook. */
    public Playbook withKeysOf(Playbook other) {
        return with(name, tasks, other.opcache, other.records, health, window);
    }

    /** The same with other checks and another window: for a rollout that waives some of them. */
    public Playbook asking(List<HealthCheck> otherHealth, Optional<ReleaseWindow> otherWindow) {
        return with(name, tasks, opcache, records, otherHealth, otherWindow);
    }

    /** The same with another name. */
    public Playbook named(String otherName) {
        return with(otherName, tasks, opcache, records, health, window);
    }

    private Playbook with(
            String otherName,
            Tasks otherTasks,
            Opcache otherOpcache,
            Optional<RecordSettings> otherRecords,
            List<HealthCheck> otherHealth,
            Optional<ReleaseWindow> otherWindow) {
        return new Playbook(
                otherName,
                targets,
                release,
                otherTasks,
                strategy,
                strategies,
                rollback,
                otherOpcache,
                otherRecords,
                otherHealth,
                probe,
                otherWindow,
                schedule,
                notifications);
    }
}

package dev.sluice.view;

import dev.sluice.document.Problem;
import dev.sluice.host.AnswerLimits;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.PreparedRollout;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Where;
import dev.sluice.readiness.PlannedContent;
import dev.sluice.readiness.PlannedContent.Difference;
import dev.sluice.readiness.ReleaseTree.Directory;
import dev.sluice.step.CompareContent.Compared;
import dev.sluice.step.CompareContent.Some;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice plan}.
 *
 * @param bytes of all files together
 * @param adoptions hosts whose live release is adopted first: it receives a marker, and the endpoint
 * @param opcache how PHP takes up the release, why so, and the room in its cache; hosts are named where they differ
 * @param notes what was put right in the artifact
 * @param notYet keys of the two files that have no effect yet
 * @param window until when it is open, or why it is closed and when it opens; null without a window
 */
public record PlanListing(
        String fleet,
        String release,
        String digest,
        int files,
        long bytes,
        List<Step> batches,
        List<LeftOutHost> leftOut,
        List<String> adoptions,
        List<String> opcache,
        List<String> notes,
        List<String> notYet,
        Content content,
        List<Task> tasks,
        List<Check> checks,
        Optional<String> window)
        implements Listing {
    public PlanListing {
        batches = List.copyOf(batches);
        leftOut = List.copyOf(leftOut);
        adoptions = List.copyOf(adoptions);
        opcache = List.copyOf(opcache);
        notes = List.copyOf(notes);
        notYet = List.copyOf(notYet);
        tasks = List.copyOf(tasks);
        checks = List.copyOf(checks);
    }

    /**
     * One batch.
     *
     * @param hold whether its gate waits for a person
     */
    public record Step(int number, long soakSeconds, String hold, List<Entry> hosts) {
        public Step {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * One host.
     *
     * @param from the text of the link; null when there is none
     * @param previous the release to go back to
     */
    public record Entry(String host, Optional<String> from, String to, Optional<String> previous) {}

    /**
     * What is in the release, compared with what the hosts have.
     *
     * @param directories of the artifact's top, the largest first; files beside them have an empty name
     * @param serving hosts that serve the same content now
     * @param staged hosts that have the release already
     */
    public record Content(
            List<Directory> directories,
            List<String> cautions,
            List<String> serving,
            List<String> staged,
            List<Change> changes) {
        public Content {
            directories = List.copyOf(directories);
            cautions = List.copyOf(cautions);
            serving = List.copyOf(serving);
            staged = List.copyOf(staged);
            changes = List.copyOf(changes);
        }
    }

    /**
     * What changes for the hosts that serve one release.
     *
     * @param added files and links that it does not have; like the next two null where it is not known
     */
    public record Change(
            String live, List<String> hosts, Optional<Names> added, Optional<Names> changed, Optional<Names> removed) {
        public Change {
            hosts = List.copyOf(hosts);
        }
    }

    /** @param first at most ten */
    public record Names(long count, List<String> first) {
        public Names {
            first = List.copyOf(first);
        }
    }

    /**
     * A task that the rollout runs.
     *
     * @param moment {@code prepare}, {@code before_switch}, {@code after_switch} or {@code finish}
     * @param where {@code each} host, {@code once} on one of the hosts, {@code coordinator}, or a host's name
     * @param hosts that it is for
     */
    public record Task(String name, String moment, String where, List<String> hosts, String run, boolean irreversible) {
        public Task {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A health check.
     *
     * @param kind {@code http}, {@code command} or {@code tcp}
     * @param what is requested, run or connected to, and what is expected
     */
    public record Check(String name, String kind, String what) {}

    public static PlanListing of(PreparedRollout prepared, PlannedContent content) {
        var plan = prepared.plan();
        var release = plan.release();
        return new PlanListing(
                plan.fleet(),
                release.id().value(),
                release.digest(),
                release.files(),
                release.bytes(),
                plan.batches().stream().map(batch -> step(plan, batch)).toList(),
                plan.leftOut().stream().map(LeftOutHost::of).toList(),
                names(prepared.adoptions()),
                prepared.rollbackTargets().methods(),
                prepared.notes(),
                prepared.notYet().stream().map(Problem::toString).toList(),
                content(content),
                tasks(plan),
                plan.playbook().health().stream().map(PlanListing::check).toList(),
                prepared.window());
    }

    private static Step step(RolloutPlan plan, Batch batch) {
        return new Step(
                batch.number(),
                batch.soak().toSeconds(),
                EnumWord.of(batch.hold()),
                batch.hosts().stream().map(host -> entry(plan.host(host))).toList());
    }

    private static Entry entry(HostPlan host) {
        return new Entry(
                host.name().value(),
                Optional.of(host.from()).filter(link -> !link.isEmpty()),
                host.to().link(),
                host.previous().map(ReleaseId::value));
    }

    private static Content content(PlannedContent content) {
        return new Content(
                content.directories(),
                content.cautions(),
                names(content.serving()),
                names(content.staged()),
                content.differences().stream().map(PlanListing::change).toList());
    }

    private static Change change(Difference difference) {
        return new Change(
                difference.live().value(),
                names(difference.hosts()),
                difference.compared().map(Compared::added).map(PlanListing::names),
                difference.compared().map(Compared::changed).map(PlanListing::names),
                difference.compared().map(Compared::removed).map(PlanListing::names));
    }

    private static Names names(Some some) {
        return new Names(
                some.count(),
                some.names().stream()
                        .map(name -> name.shown(AnswerLimits.TEXT_CHARS))
                        .toList());
    }

    private static List<String> names(List<HostName> hosts) {
        return hosts.stream().map(HostName::value).toList();
    }

    /** In the order in which they run. */
    private static List<Task> tasks(RolloutPlan plan) {
        var tasks = new ArrayList<Task>();
        Arrays.stream(TaskMoment.values())
                .forEach(moment -> plan.tasks().at(moment).forEach(task -> tasks.add(task(plan, task, moment))));
        return tasks;
    }

    private static Task task(RolloutPlan plan, TaskSpec task, TaskMoment moment) {
        return new Task(
                task.name(),
                EnumWord.of(moment),
                where(plan, task, moment),
                task.where() instanceof Where.EachHost ? names(plan.tasks().hosts(task)) : List.of(),
                task.run(),
                task.irreversible());
    }

    private static String where(RolloutPlan plan, TaskSpec task, TaskMoment moment) {
        if (task.where() instanceof Where.OneHost one) {
            return one.name().value();
        }
        if (task.where() instanceof Where.Coordinator) {
            return "coordinator";
        }
        return plan.tasks().isOnce(task, moment) ? "once" : "each";
    }

    private static Check check(HealthCheck check) {
        if (check instanceof HealthCheck.HttpCheck http) {
            var contains =
                    http.contains().map(text -> ", contains \"" + text + "\"").orElse("");
            return new Check(check.name(), "http", "GET " + http.path() + " answers " + http.status() + contains);
        }
        if (check instanceof HealthCheck.TcpCheck tcp) {
            return new Check(check.name(), "tcp", tcp.host() + ":" + tcp.port() + " accepts a connection");
        }
        return new Check(check.name(), "command", ((HealthCheck.CommandCheck) check).run());
    }
}

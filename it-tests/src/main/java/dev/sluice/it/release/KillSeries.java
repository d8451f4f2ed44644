package dev.sluice.it.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Releases to a fleet again and again, kills each coordinator at another place, and lets another go on with it or take it back. Each release
 * begins where the one before ended.
 */
public final class KillSeries {
    /** Every so manyth coordinator that recovers is killed too. */
    private static final int TWICE = 6;

    private static final StopPoint WHILE_RECOVERING = new StopPoint("after-record", "", 3);

    private final Operator operator;
    private final Supplier<SortedMap<String, String>> live;
    private final SortedMap<String, Integer> hit = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int release;
    private int kills;

    /** @param live what each host serves, by its name */
    public KillSeries(Operator operator, Supplier<SortedMap<String, String>> live) {
        this.operator = operator;
        this.live = live;
    }

    /** How a rollout ends that nobody kills. */
    private record Whole(int exitCode, String outcome, List<String> types) {}

    /** What a rollout was before it was killed, and what it was to become. */
    private record Killed(String where, SortedMap<String, String> before, SortedMap<String, String> after) {}

    /**
     * @param build makes what is released under an id
     * @param count how many coordinators are killed in their first run
     */
    public void kill(Function<String, Path> build, int count) {
        var whole = whole(build);
        int number = 0;
        for (var point : StopPoints.some(whole.types(), count)) {
            var before = live.get();
            var id = nextId();
            var where = point.kill(operator, arguments(build, id));
            count(where);
            var after = whole.outcome().equals("succeeded") ? everywhere(before, id) : before;
            recover(new Killed(where, before, after), whole, number++);
        }
    }

    private Whole whole(Function<String, Path> build) {
        var ended = operator.run(arguments(build, nextId()));
        var journal = new Journals(operator.state());
        return new Whole(ended.exitCode(), journal.outcome(), journal.types());
    }

    private String nextId() {
        return "k" + ++release;
    }

    private static String[] arguments(Function<String, Path> build, String id) {
        return new String[] {"release", "--artifact", build.apply(id).toString(), "--release", id, "--yes"};
    }

    private void recover(Killed killed, Whole whole, int number) {
        var staged = new Journals(operator.state())
                .types().stream().filter("HostStaged"::equals).count();
        var resumable = staged >= killed.before().size();
        var again = number % TWICE == TWICE - 1;
        if (number % 2 == 0 && resumable) {
            var also = again ? count(WHILE_RECOVERING.kill(operator, "resume", "--yes")) : "";
            var ended = operator.run("resume", "--yes");
            judge(killed.where() + also, ended, whole.exitCode(), whole.outcome(), killed.after());
            return;
        }
        if (number % 2 == 0) {
            refused(killed);
        }
        var also = again ? count(WHILE_RECOVERING.kill(operator, "rollback", "--yes")) : "";
        var ended = operator.run("rollback", "--yes");
        judge(killed.where() + also, ended, 0, new Journals(operator.state()).outcome(), killed.before());
    }

    /** What is not on every host yet cannot be gone on with: what it was made from may be gone. */
    private void refused(Killed killed) {
        var ended = operator.run("resume", "--yes");
        if (ended.exitCode() == 0 || !live.get().equals(killed.before())) {
            wrong.add("not staged everywhere, and resumed: " + ended);
        }
    }

    private String count(String where) {
        kills++;
        hit.merge(where.replaceFirst(" \\S*\\d$", ""), 1, Integer::sum);
        return ", then " + where;
    }

    private static SortedMap<String, String> everywhere(Map<String, String> hosts, String release) {
        var all = new TreeMap<String, String>();
        hosts.keySet().forEach(host -> all.put(host, release));
        return all;
    }

    private void judge(String where, Ended ended, int exitCode, String outcome, SortedMap<String, String> expected) {
        var reached = new Journals(operator.state()).outcome();
        var found = live.get();
        var good =
                ended.exitCode() == exitCode && reached.equals(outcome) && !reached.isEmpty() && found.equals(expected);
        var recovery = ended.command().split(" ", 2)[0];
        var verdict = recovery.equals("resume") ? "as an uncrashed run" : "all hosts as before";
        System.out.printf(
                "killed %s | %s | exit %d | %s | %s%n",
                where,
                recovery,
                ended.exitCode(),
                reached,
                good ? verdict : "WRONG " + found + ", expected " + expected);
        if (!good) {
            wrong.add("killed " + where + ": " + found + ", expected " + expected + " and " + outcome + "\n" + ended);
        }
    }

    /** How many coordinators were killed, those in their recovery too. */
    public int kills() {
        return kills;
    }

    /** What did not end as it should; empty when all is well. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** One line for the log. */
    public String summary() {
        return kills + " coordinators killed by SIGKILL, " + wrong.size() + " did not recover; killed " + hit;
    }
}

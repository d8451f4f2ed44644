package dev.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.inventory.HostName;
import dev.sluice.playbook.BatchSize;
import dev.sluice.playbook.BatchStep;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {
    private static final List<HostName> CANARY = names(5, 2);
    private static final List<HostName> WEB = names(9, 1, 7, 3);

    private static List<HostName> names(int... numbers) {
        return IntStream.of(numbers).mapToObj(PlanDraft::web).toList();
    }

    private static List<HostName> order(RolloutPlan plan) {
        return plan.hosts().stream().map(HostPlan::name).toList();
    }

    @ParameterizedTest(name = "{0} of {1} hosts: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1              | 4   | 1 1 1 1
            2              | 5   | 2 2 1
            1, 2           | 7   | 1 2 2 2
            1, 10%, 25%    | 12  | 1 1 3 3 3 1
            1, 10%, 25%    | 100 | 1 10 25 25 25 14
            50%            | 3   | 1 1 1
            50%            | 5   | 2 2 1
            10%            | 9   | 1 1 1 1 1 1 1 1 1
            1%             | 1   | 1
            99%            | 100 | 99 1
            100%           | 8   | 8
            20             | 8   | 8
            1, 1000        | 3   | 1 2
            3, 1           | 5   | 3 1 1
            33%, 1, 50%    | 10  | 3 1 5 1
            """)
    void batches_are_cut_by_hosts_or_percent_of_all(String sizes, int hosts, String expected) {
        var steps = List.of(sizes.split(", *")).stream()
                .map(PlannerTest::size)
                .map(size -> new BatchStep(size, Optional.empty(), Hold.NONE))
                .toList();

        var plan = PlanDraft.of(hosts).batches(steps).plan();

        var cut = plan.batches().stream()
                .map(batch -> Integer.toString(batch.hosts().size()))
                .toList();
        assertEquals(expected, String.join(" ", cut));
    }

    private static BatchSize size(String text) {
        return text.endsWith("%")
                ? new BatchSize.Percent(Integer.parseInt(text.substring(0, text.length() - 1)))
                : new BatchSize.Hosts(Integer.parseInt(text));
    }

    @Test
    void every_host_is_in_exactly_one_batch_and_batches_are_numbered_from_one() {
        var random = new Random(20_261_122);
        for (int round = 0; round < 3_000; round++) {
            int hosts = 1 + random.nextInt(60);
            var steps = new ArrayList<BatchStep>();
            for (int step = 0; step <= random.nextInt(4); step++) {
                BatchSize size = random.nextBoolean()
                        ? new BatchSize.Hosts(1 + random.nextInt(70))
                        : new BatchSize.Percent(1 + random.nextInt(100));
                steps.add(new BatchStep(size, Optional.empty(), Hold.NONE));
            }
            var order = List.of(Strategy.Order.values()).get(random.nextInt(4));

            var plan = PlanDraft.of(hosts).batches(steps).order(order).plan();

            var batched = plan.batches().stream()
                    .flatMap(batch -> batch.hosts().stream())
                    .toList();
            assertEquals(order(plan), batched, "batches follow the hosts");
            assertEquals(hosts, new HashSet<>(batched).size());
            assertEquals(hosts, batched.size());
            assertEquals(
                    IntStream.rangeClosed(1, plan.batches().size()).boxed().toList(),
                    plan.batches().stream().map(Batch::number).toList());
        }
    }

    @Test
    void groups_keep_the_order_they_are_given_in() {
        var request = PlanDraft.of(9).order(Strategy.Order.GROUPS).request(List.of(CANARY, WEB), 1);

        assertEquals(names(5, 2, 9, 1, 7, 3), order(Planner.plan(request)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Strategy.Order.class,
            names = {"INVENTORY", "SORTED"})
    void an_order_applies_within_each_group_only(Strategy.Order wanted) {
        var request = PlanDraft.of(9).order(wanted).request(List.of(CANARY, WEB), 1);

        assertEquals(names(2, 5, 1, 3, 7, 9), order(Planner.plan(request)));
    }

    @Test
    void a_shuffle_keeps_the_canaries_first_and_is_the_same_for_the_same_seed() {
        var draft = PlanDraft.of(40).order(Strategy.Order.SHUFFLE);
        var rest = IntStream.rangeClosed(6, 40).mapToObj(PlanDraft::web).toList();
        var canaries = names(1, 2, 3, 4, 5);
        var parts = List.of(canaries, rest);

        var one = Planner.plan(draft.request(parts, 42));
        var again = Planner.plan(draft.request(parts, 42));
        var other = Planner.plan(draft.request(parts, 43));

        assertEquals(one, again);
        assertNotEquals(order(one), order(other));
        assertEquals(new HashSet<>(canaries), new HashSet<>(order(one).subList(0, 5)));
    }

    @Test
    void the_same_request_gives_the_same_plan() {
        var request = PlanDraft.of(9).batches(1, 2).request(List.of(CANARY, WEB), 7);

        assertEquals(Planner.plan(request), Planner.plan(request));
    }

    @Test
    void hosts_that_catch_up_wait_for_nobody() {
        var draft = PlanDraft.of(3).batches(List.of(PlanDraft.held(1)));

        assertEquals(
                List.of(Hold.NONE, Hold.NONE, Hold.NONE),
                draft.purpose(RolloutPlan.Purpose.CONVERGE).plan().batches().stream()
                        .map(Batch::hold)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(RolloutPlan.Purpose.class)
    void a_person_may_ask_to_be_waited_for_after_a_batch_whatever_the_purpose(RolloutPlan.Purpose purpose) {
        var asked = PlanDraft.of(3).purpose(purpose).request(List.of(names(1, 2, 3)), 1);

        var plan = Planner.plan(until(asked, 2));

        assertEquals(
                List.of(Hold.NONE, Hold.PROMOTE, Hold.NONE),
                plan.batches().stream().map(Batch::hold).toList());
    }

    private static PlanRequest until(PlanRequest asked, int batch) {
        return changed(asked, asked.destinations(), asked.leftOut(), Optional.of(batch));
    }

    private static PlanRequest changed(
            PlanRequest asked, Map<HostName, ReleaseId> destinations, List<LeftOut> leftOut, Optional<Integer> until) {
        return new PlanRequest(
                asked.id(),
                asked.purpose(),
                asked.inventory(),
                asked.playbook(),
                asked.strategy(),
                asked.release(),
                asked.targets(),
                asked.links(),
                destinations,
                leftOut,
                asked.waivers(),
                until,
                asked.at(),
                asked.actor(),
                asked.seed());
    }

    @Test
    void percents_are_of_all_targets_those_that_are_left_out_included() {
        var half = new BatchStep(new BatchSize.Percent(50), Optional.empty(), Hold.NONE);
        var asked = PlanDraft.of(2).batches(List.of(half)).request(List.of(names(1, 2)), 1);
        var gone = List.of(
                new LeftOut(PlanDraft.web(3), "no route to host"), new LeftOut(PlanDraft.web(4), "no route to host"));

        var plan = Planner.plan(changed(asked, asked.destinations(), gone, asked.until()));

        assertEquals(1, plan.batches().size());
        assertEquals(4, plan.targets());
        assertEquals(gone, plan.leftOut());
    }

    @Test
    void a_batch_without_a_host_is_refused() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new Batch(2, List.of(), Duration.ZERO, Hold.NONE));
        assertEquals("batch 2 has no host", refused.getMessage());
    }

    @Test
    void nobody_waits_for_a_default_soak_after_the_last_batch() {
        var asked = PlanDraft.of(3).soak(Duration.ofSeconds(30)).batches(List.of(PlanDraft.step(1)));
        assertEquals(List.of(30L, 30L, 30L), soaks(asked.plan()));
        assertEquals(List.of(30L, 30L, 0L), soaks(asked.lastSoak(Duration.ZERO).plan()));
        var step = new BatchStep(new BatchSize.Hosts(1), Optional.of(Duration.ofMinutes(1)), Hold.NONE);
        assertEquals(List.of(60L, 60L, 60L), soaks(asked.batches(List.of(step)).plan()), "the batch asks for it");
    }

    private static List<Long> soaks(RolloutPlan plan) {
        return plan.batches().stream().map(batch -> batch.soak().toSeconds()).toList();
    }

    @Test
    void a_step_may_soak_and_hold_otherwise_than_the_strategy() {
        var canary = new BatchStep(new BatchSize.Hosts(1), Optional.of(Duration.ofMinutes(10)), Hold.PROMOTE);

        var plan = PlanDraft.of(3)
                .soak(Duration.ofSeconds(30))
                .batches(List.of(canary, PlanDraft.step(1)))
                .plan();

        assertEquals(
                List.of(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofSeconds(30)),
                plan.batches().stream().map(Batch::soak).toList());
        assertEquals(
                List.of(Hold.PROMOTE, Hold.NONE, Hold.NONE),
                plan.batches().stream().map(Batch::hold).toList());
    }

    @Test
    void each_host_keeps_its_own_link_to_the_letter_and_its_own_destination() {
        var draft = PlanDraft.of(2).link(1, "/srv/shop/releases/other/").link(2, "");
        var asked = draft.request(List.of(names(1, 2)), 1);
        var elsewhere = new ReleaseId("elsewhere");

        var plan = Planner.plan(changed(asked, Map.of(PlanDraft.web(2), elsewhere), asked.leftOut(), asked.until()));

        assertEquals("/srv/shop/releases/other/", plan.host(PlanDraft.web(1)).from());
        assertEquals(PlanDraft.NEW, plan.host(PlanDraft.web(1)).to());
        assertEquals("", plan.host(PlanDraft.web(2)).from());
        assertEquals(elsewhere, plan.host(PlanDraft.web(2)).to());
    }

    @Test
    void a_release_is_live_already_only_when_every_link_names_it() {
        assertEquals(
                List.of(true, false, true),
                List.of(
                        PlanDraft.of(2)
                                .link(1, PlanDraft.NEW.link())
                                .link(2, PlanDraft.NEW.link())
                                .plan()
                                .alreadyLive(),
                        PlanDraft.of(2).link(1, PlanDraft.NEW.link()).plan().alreadyLive(),
                        PlanDraft.of(1)
                                .link(1, "/srv/shop/" + PlanDraft.NEW.link())
                                .plan()
                                .alreadyLive()));
    }
}

package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.CachedScripts.Share;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.plan.DraftTask;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodChoiceTest {
    private static final OpcacheMemory NEARLY_FULL = new OpcacheMemory(8500, 1500, 0, 200, 16_000, 1, 9, false);

    private final AnswerDraft answer = new AnswerDraft();
    private Optional<String> reload = Optional.empty();

    @Test
    void by_itself_nothing_restarts() {
        assertEquals(Method.INVALIDATE, chosen(Method.AUTO));
        assertTrue(choice(Method.AUTO).why().startsWith("nothing restarts"));
    }

    @Test
    void without_opcache_workers_still_have_paths_to_forget() {
        answer.enabled = false;
        answer.visible = false;
        assertEquals(Method.INVALIDATE, chosen(Method.AUTO));
        assertTrue(choice(Method.AUTO).why().startsWith("OPcache is off"));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "INVALIDATE"})
    void a_cache_without_room_for_another_release_is_restarted_as_planned(Method asked) {
        answer.memory = NEARLY_FULL;
        assertEquals(Method.RESET, chosen(asked));
        assertEquals(
                "a planned restart: OPcache has no room for another release",
                choice(asked).why());
    }

    @Test
    void a_plan_says_whether_visitors_are_on_the_host_at_a_planned_restart() {
        var none = new Tasks(List.of(), List.of(), List.of(), List.of());
        var draining = new Tasks(List.of(), List.of(DraftTask.task("drain").spec()), List.of(), List.of());
        assertEquals("", choice(Method.AUTO).forVisitors(none));
        answer.memory = NEARLY_FULL;
        assertEquals(
                "; visitors stay on the host meanwhile, because no before_switch task drains it",
                choice(Method.AUTO).forVisitors(none));
        assertEquals("; after the before_switch tasks", choice(Method.AUTO).forVisitors(draining));
    }

    @Test
    void what_only_a_reload_can_do_is_reloaded_where_the_playbook_has_a_command() {
        answer.preload = true;
        assertEquals(1, choice(Method.AUTO).obstacles().size());
        reload = Optional.of("systemctl reload php8.2-fpm");
        assertEquals(Method.RELOAD, chosen(Method.AUTO));
        assertEquals("opcache.preload is set", choice(Method.AUTO).why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"opcache_invalidate", "opcache_is_script_cached"})
    void where_nothing_can_be_marked_the_cache_is_reset(String function) {
        answer.disabled = List.of(function);
        assertEquals(Method.RESET, chosen(Method.AUTO));
        assertEquals(
                "disable_functions takes away " + function, choice(Method.AUTO).why());
        assertObstacle(Method.INVALIDATE, "disable_functions takes away " + function);
        assertEquals(List.of(), choice(Method.RESET).obstacles());
    }

    @Test
    void where_the_cache_can_neither_be_marked_nor_reset_only_a_reload_is_left() {
        answer.disabled = List.of("opcache_invalidate", "opcache_reset");
        assertObstacle(Method.AUTO, "disable_functions takes away opcache_invalidate");
        assertObstacle(Method.RESET, "disable_functions takes away opcache_reset");
        reload = Optional.of("systemctl reload php8.2-fpm");
        assertEquals(Method.RELOAD, chosen(Method.AUTO));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "RESET", "INVALIDATE"})
    void a_cache_whose_status_is_hidden_is_not_off(Method asked) {
        answer.visible = false;
        answer.disabled = List.of("opcache_get_status");
        assertObstacle(asked, "disable_functions takes away opcache_get_status");
    }

    @Test
    void without_opcache_its_functions_are_not_missed() {
        answer.enabled = false;
        answer.visible = false;
        answer.disabled = List.of("opcache_invalidate");
        assertEquals(List.of(), choice(Method.AUTO).obstacles());
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "RESET", "INVALIDATE"})
    void threads_preloading_and_a_restricted_api_are_in_the_way(Method asked) {
        answer.zts = true;
        assertObstacle(asked, "PHP runs in threads");
        answer.zts = false;
        answer.preload = true;
        assertObstacle(asked, "opcache.preload is set");
        answer.preload = false;
        answer.visible = false;
        answer.restrictApi = true;
        assertObstacle(asked, "opcache.restrict_api does not cover the endpoint");
    }

    @Test
    void a_file_cache_outlives_a_reset_only() {
        answer.fileCache = true;
        assertObstacle(Method.RESET, "opcache.file_cache is set");
        assertEquals(List.of(), choice(Method.AUTO).obstacles());
        answer.memory = NEARLY_FULL;
        assertEquals(Method.INVALIDATE, chosen(Method.AUTO));
    }

    @Test
    void there_is_nothing_to_reset_without_opcache() {
        answer.enabled = false;
        assertObstacle(Method.RESET, "OPcache is off");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "RELOAD"})
    void what_the_playbook_says_is_done(Method asked) {
        answer.memory = NEARLY_FULL;
        answer.preload = true;
        assertEquals(asked, chosen(asked));
    }

    @Test
    void on_the_way_back_a_host_that_needed_nothing_is_helped() {
        assertEquals(
                Method.INVALIDATE,
                MethodChoice.wayBack(opcache(Method.NONE), answer.state()).method());
    }

    @Test
    void on_the_way_back_a_host_that_cannot_be_helped_is_asked_all_the_same() {
        answer.preload = true;
        var back = MethodChoice.wayBack(opcache(Method.NONE), answer.state());
        assertEquals(Method.NONE, back.method());
        assertEquals(List.of(), back.obstacles());
    }

    @Test
    void a_release_that_is_live_already_needs_no_room_for_another() {
        answer.memory = new OpcacheMemory(8500, 1500, 0, 200, 16_000, 1, 9, false);
        answer.live = new Share(100, 5000);
        assertEquals(Method.RESET, chosen(Method.AUTO));
        var live = choice(Method.AUTO).whenLive(answer.state());
        assertEquals(Method.INVALIDATE, live.method());
    }

    @Test
    void a_cache_that_is_full_is_restarted_whatever_is_live() {
        answer.memory = new OpcacheMemory(9900, 100, 0, 200, 16_000, 1, 9, true);
        assertEquals(Method.RESET, choice(Method.AUTO).whenLive(answer.state()).method());
    }

    @Test
    void what_the_playbook_sets_stays_for_a_revert_and_when_the_release_is_live() {
        assertEquals(
                Method.RESET,
                MethodChoice.wayBack(opcache(Method.RESET), answer.state()).method());
        assertEquals(
                new MethodChoice(Method.RELOAD, "set in the playbook", List.of()),
                choice(Method.RELOAD).whenLive(answer.state()));
    }

    @Test
    void a_command_that_reloads_is_not_used_where_nothing_is_in_the_way() {
        reload = Optional.of("systemctl reload php8.2-fpm");
        assertEquals(Method.INVALIDATE, chosen(Method.AUTO));
    }

    @Test
    void a_restriction_of_the_api_that_covers_the_endpoint_is_no_matter() {
        answer.restrictApi = true;
        assertEquals(Method.INVALIDATE, chosen(Method.AUTO));
        assertEquals(Method.RESET, chosen(Method.RESET));
    }

    @Test
    void a_cache_that_is_not_to_be_seen_though_nothing_restricts_it_is_off() {
        answer.visible = false;
        assertObstacle(Method.RESET, "OPcache is off");
    }

    @Test
    void an_obstacle_is_read_with_its_remedy() {
        assertEquals(
                "opcache.preload is set: set opcache.method to reload",
                new Obstacle("opcache.preload is set", "it outlives a reset", "set opcache.method to reload")
                        .toString());
    }

    /** An obstacle is told, and the method is not silently another one. */
    private void assertObstacle(Method asked, String expected) {
        assertEquals(
                List.of(expected),
                choice(asked).obstacles().stream().map(Obstacle::what).toList());
    }

    private Method chosen(Method asked) {
        var choice = choice(asked);
        assertEquals(List.of(), choice.obstacles());
        return choice.method();
    }

    private MethodChoice choice(Method asked) {
        return MethodChoice.of(opcache(asked), answer.state());
    }

    private Opcache opcache(Method asked) {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(5), Proof.Busy.WAIT, Duration.ofMinutes(2));
        return new Opcache(new EndpointChoice.Auto(), Optional.empty(), asked, reload, true, proof, List.of());
    }
}

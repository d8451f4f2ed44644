package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is done after the switch so that this PHP serves the release.
 *
 * @param method never {@link Method#AUTO}
 * @param why this one was chosen, for people
 * @param obstacles why it cannot work here; empty when it can
 */
public record MethodChoice(Method method, String why, List<Obstacle> obstacles) {
    private static final String SET = "set in the playbook";
    private static final String STATUS = "opcache_get_status";
    private static final String PLANNED = "a planned restart: ";

    public MethodChoice {
        obstacles = List.copyOf(obstacles);
    }

    /**
     * Chooses for one host.
     *
     * @param opcache the playbook's settings for the host
     * @param facts an answer with all facts, before the switch
     */
    public static MethodChoice of(Opcache opcache, EndpointState facts) {
        return switch (opcache.method()) {
            case NONE -> new MethodChoice(Method.NONE, SET, List.of());
            case RELOAD -> new MethodChoice(Method.RELOAD, SET, List.of());
            case RESET -> new MethodChoice(Method.RESET, SET, ofReset(facts));
            case INVALIDATE -> invalidate(facts, SET);
            case AUTO -> automatic(opcache, facts);
        };
    }

    /** The same for a revert or a refresh: a host whose playbook sets {@code none}, which was not enough, is chosen for as with {@code auto}. */
    public static MethodChoice wayBack(Opcache opcache, EndpointState facts) {
        var asSet = of(opcache, facts);
        if (opcache.method() != Method.NONE) {
            return asSet;
        }
        var helped = automatic(opcache, facts);
        return helped.obstacles().isEmpty() ? helped : asSet;
    }

    /**
     * The same after the switch: the release is in the cache and needs no more room.
     *
     * @param facts an answer with all facts, after the switch
     */
    public MethodChoice whenLive(EndpointState facts) {
        return isPlannedRestart() && !CacheRoom.of(facts).full()
                ? new MethodChoice(Method.INVALIDATE, "the release is live, and needs no room for another", List.of())
                : this;
    }

    private static MethodChoice automatic(Opcache opcache, EndpointState facts) {
        var obstacles = ofAny(facts);
        var unmarkable = ofMarking(facts);
        if (obstacles.isEmpty() && !unmarkable.isEmpty() && ofReset(facts).isEmpty()) {
            return new MethodChoice(Method.RESET, unmarkable.get(0).what(), List.of());
        }
        obstacles.addAll(unmarkable);
        if (!obstacles.isEmpty() && opcache.reload().isPresent()) {
            return new MethodChoice(Method.RELOAD, obstacles.get(0).what(), List.of());
        }
        return invalidate(
                facts,
                isOff(facts)
                        ? "OPcache is off, so only the paths that workers remember are in the way"
                        : "nothing restarts, and the new release is compiled before the first visitor");
    }

    /** Marked scripts keep their memory until a restart. When another release would fill it, the restart is made at the switch. */
    private static MethodChoice invalidate(EndpointState facts, String why) {
        var room = CacheRoom.of(facts);
        if (room.lacking() && ofReset(facts).isEmpty()) {
            return plannedRestart("OPcache has " + room);
        }
        var obstacles = ofAny(facts);
        obstacles.addAll(ofMarking(facts));
        return new MethodChoice(Method.INVALIDATE, why, obstacles);
    }

    /** The cache is emptied at the switch, rather than by PHP itself in the middle of traffic. */
    public static MethodChoice plannedRestart(String why) {
        return new MethodChoice(Method.RESET, PLANNED + why, List.of());
    }

    /** Whether the cache is emptied only because it has no room. */
    public boolean isPlannedRestart() {
        return why.startsWith(PLANNED);
    }

    /** What a planned restart means for visitors, for a plan; empty without one. */
    public String forVisitors(Tasks tasks) {
        if (!isPlannedRestart()) {
            return "";
        }
        return tasks.beforeSwitch().isEmpty()
                ? "; visitors stay on the host meanwhile, because no before_switch task drains it"
                : "; after the before_switch tasks";
    }

    private static List<Obstacle> ofReset(EndpointState facts) {
        var found = new ArrayList<Obstacle>();
        if (isOff(facts)) {
            found.add(new Obstacle(
                    "OPcache is off",
                    "there is nothing to reset, and every request compiles",
                    "set opcache.enable=1, or opcache.method to auto"));
        }
        found.addAll(ofAny(facts));
        found.addAll(disabled(facts, Set.of("opcache_reset"), "invalidate"));
        if (facts.opcache().settings().fileCache()) {
            found.add(new Obstacle(
                    "opcache.file_cache is set",
                    "it survives a reset",
                    "set opcache.method to invalidate, or to reload with a cache directory for each release"));
        }
        return found;
    }

    /** What prevents marking. */
    private static List<Obstacle> ofMarking(EndpointState facts) {
        return isOff(facts)
                ? List.of()
                : disabled(facts, Set.of("opcache_invalidate", "opcache_is_script_cached"), "reset");
    }

    private static List<Obstacle> disabled(EndpointState facts, Set<String> needed, String instead) {
        var missing = facts.opcache().settings().disabled().stream()
                .filter(needed::contains)
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of(new Obstacle(
                "disable_functions takes away " + missing,
                "the endpoint cannot use it",
                "remove " + missing
                        + " from disable_functions (php.ini, or the pool's php_admin_value[disable_functions]), or set"
                        + " opcache.method to " + instead));
    }

    /** What prevents every method but a reload. */
    private static List<Obstacle> ofAny(EndpointState facts) {
        var settings = facts.opcache().settings();
        var found = new ArrayList<Obstacle>(disabled(facts, Set.of(STATUS), "reload"));
        if (!settings.visible() && settings.restrictApi()) {
            found.add(new Obstacle(
                    "opcache.restrict_api does not cover the endpoint",
                    "neither state nor reset is allowed from the docroot",
                    "widen it to <path>, or set opcache.method to reload"));
        }
        if (settings.preload()) {
            found.add(new Obstacle(
                    "opcache.preload is set", "what it loaded survives a reset", "set opcache.method to reload"));
        }
        if (facts.worker().zts()) {
            found.add(new Obstacle(
                    "PHP runs in threads",
                    "a reset is not safe there, and threads cannot be distinguished",
                    "restart the workers: opcache.method: reload"));
        }
        return found;
    }

    private static boolean isOff(EndpointState facts) {
        var settings = facts.opcache().settings();
        var hidden = settings.restrictApi() || settings.disabled().contains(STATUS);
        return !settings.enabled() || (!settings.visible() && !hidden);
    }
}

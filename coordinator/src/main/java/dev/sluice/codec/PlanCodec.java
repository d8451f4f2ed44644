package dev.sluice.codec;

import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Notification;
import dev.sluice.playbook.Notification.Event;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.playbook.Schedule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans as indented JSON: {@code "v"}, then the record's components by their names, in their order, and so on down. Empty values are left out; maps
 * keep the order of the file that they come from; where one of several records is possible, {@code "type"} names it. The same plan always gives the
 * same bytes, all of them ASCII; the digest is computed from them.
 */
public final class PlanCodec {
    /**
     * 2 added the project; 3 what a schedule waits for, the ends of holds, what has to fit into the window, and hosts that are disabled; 4 other
     * notifications than by webhook; 5 the limit of uploads.
     */
    private static final int VERSION = 5;

    private static final int OF_MESSAGES = 4;

    private static final int OF_NIGHTS = 3;

    private static final int WITH_PROJECT = 2;

    /** Those that every version knows. */
    private static final Set<Event> FIRST_EVENTS =
            Set.of(Event.STARTED, Event.HELD, Event.FAILED, Event.REVERTED, Event.DONE, Event.MISSED, Event.DIVERGED);

    private static final String WHAT = "the plan";

    private static final Json JSON = new Json(mapper -> mapper);

    /** @throws IllegalArgumentException when the plan could not be read back unchanged */
    public String encode(RolloutPlan plan) {
        var text = JSON.page(JSON.object().put("v", version(plan)).setAll(JSON.fields(plan)));
        try {
            Json.requireSame(plan, decode(text), WHAT);
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return text;
    }

    /** The first version that has all that the plan contains, so that no older Sluice is excluded without need. */
    private static int version(RolloutPlan plan) {
        if (plan.playbook().release().limit().isPresent()) {
            return VERSION;
        }
        if (plan.playbook().notifications().stream().anyMatch(PlanCodec::isNew)) {
            return OF_MESSAGES;
        }
        if (plan.playbook().schedule().stream().anyMatch(PlanCodec::waitsOrPrepares)
                || anyHoldEnds(plan)
                || fits(plan)
                || plan.leftOut().stream().anyMatch(out -> !out.missed())) {
            return OF_NIGHTS;
        }
        return plan.project().isPresent() ? WITH_PROJECT : 1;
    }

    private static boolean anyHoldEnds(RolloutPlan plan) {
        var others = Stream.of(
                plan.strategy(), plan.playbook().strategy(), plan.playbook().rollback());
        return Stream.concat(others, plan.playbook().strategies().values().stream())
                .flatMap(strategy -> strategy.batches().stream())
                .anyMatch(step -> step.ends().isPresent());
    }

    private static boolean fits(RolloutPlan plan) {
        return plan.playbook()
                .window()
                .filter(window -> window.fit() == Fit.BATCH || window.fit() == Fit.ROLLOUT)
                .isPresent();
    }

    private static boolean isNew(Notification notification) {
        return notification.webhook().isEmpty()
                || notification.report().isPresent()
                || notification.zone().isPresent()
                || notification.hosts().isPresent()
                || !FIRST_EVENTS.containsAll(notification.events());
    }

    private static boolean waitsOrPrepares(Schedule schedule) {
        var artifact = schedule.artifact();
        return artifact.waitFor().isPresent()
                || artifact.maxAge().isPresent()
                || schedule.check().isPresent()
                || schedule.stage().isPresent();
    }

    /** @throws NewerVersionException when a newer Sluice wrote it */
    public RolloutPlan decode(String text) throws CodecException {
        var object = JSON.parse(text, WHAT);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        return JSON.value(object, RolloutPlan.class, WHAT);
    }

    /** Reads only the heading of a plan, which is faster than reading all of it. */
    public PlanHeading heading(String text) throws CodecException {
        return JSON.part(text, PlanHeading.class, WHAT);
    }

    /** SHA-256 of a plan's text, hexadecimal. */
    public static String digest(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

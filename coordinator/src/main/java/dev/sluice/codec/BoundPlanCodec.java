package dev.sluice.codec;

import dev.sluice.plan.BoundPlan;
import dev.sluice.plan.BoundPlan.Said;
import dev.sluice.plan.BoundPlan.Source;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Plans with the world they are bound to, as indented JSON: {@code "v"}, {@code "sha256"} of the text without that line, the plan as
 * {@link PlanCodec} writes it, and what it was made for.
 */
public final class BoundPlanCodec {
    private static final int VERSION = 1;
    private static final String WHAT = "the plan file";
    private static final Json JSON = new Json(mapper -> mapper);

    private final PlanCodec plans = new PlanCodec();

    /** What is bound, without the plan. */
    private record World(Optional<Source> artifact, List<Said> hosts, String inventory, String playbook) {}

    /** @throws IllegalArgumentException when the plan could not be read again as it is */
    public String encode(BoundPlan bound) {
        try {
            var world = new World(bound.artifact(), bound.hosts(), bound.inventory(), bound.playbook());
            var object = JSON.object().put("v", VERSION);
            object.set("plan", JSON.parse(plans.encode(bound.plan()), WHAT));
            object.setAll(JSON.fields(world));
            return JSON.page(object.put("sha256", digest(object)));
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * @throws NewerVersionException when a newer Sluice wrote it
     * @throws CodecException when it is not what was written
     */
    public BoundPlan decode(String text) throws CodecException {
        var object = JSON.parse(text, WHAT);
        var sha256 = object.remove("sha256");
        var digest = digest(object);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        if (!(sha256 instanceof StringNode written) || !written.stringValue().equals(digest)) {
            throw new CodecException(WHAT + " was changed after it was written");
        }
        if (!(object.remove("plan") instanceof ObjectNode plan)) {
            throw new CodecException(WHAT + " has no plan");
        }
        var world = JSON.value(object, World.class, WHAT);
        return new BoundPlan(
                plans.decode(JSON.page(plan)), world.artifact(), world.hosts(), world.inventory(), world.playbook());
    }

    private static String digest(ObjectNode object) {
        return PlanCodec.digest(JSON.page(object));
    }
}

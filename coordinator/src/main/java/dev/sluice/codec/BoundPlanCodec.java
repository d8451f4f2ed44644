package dev.sluice.codec;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.plan.BoundPlan;
import dev.sluice.plan.BoundPlan.HostState;
import dev.sluice.plan.BoundPlan.Source;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans with the state that they are bound to, as indented JSON: {@code "v"}, the project, the plan as {@link PlanCodec} writes it, the state that it
 * was made for, and the signature of all of it.
 */
public final class BoundPlanCodec {
    private static final int VERSION = 2;
    private static final String WHAT = "the plan file";
    private static final Json JSON = new Json(mapper -> mapper);
    private static final SignedJson SIGNED = new SignedJson(JSON, "plan");

    private final PlanCodec plans = new PlanCodec();

    /** The state that the plan is bound to, without the plan. */
    private record World(
            String project, Optional<Source> artifact, List<HostState> hosts, String inventory, String playbook) {}

    /** @throws IllegalArgumentException when the plan could not be read again as it is */
    public String encode(BoundPlan bound, EndpointKey key) {
        try {
            var world =
                    new World(bound.project(), bound.artifact(), bound.hosts(), bound.inventory(), bound.playbook());
            var object = JSON.object().put("v", VERSION);
            object.set("plan", JSON.parse(plans.encode(bound.plan()), WHAT));
            object.setAll(JSON.fields(world));
            return JSON.page(SIGNED.sign(object, key));
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * @param trusted the keys whose signatures are trusted
     * @throws NewerVersionException when a newer Sluice wrote it
     * @throws CodecException when it was changed, or none of the keys signed it
     */
    public BoundPlan decode(String text, List<EndpointPublicKey> trusted) throws CodecException {
        var object = JSON.parse(text, WHAT);
        SIGNED.verify(object, trusted, WHAT);
        var version = JSON.takeVersion(object, WHAT);
        if (version > VERSION) {
            throw new NewerVersionException(WHAT, version, VERSION);
        }
        if (!(object.remove("plan") instanceof ObjectNode plan)) {
            throw new CodecException(WHAT + " has no plan");
        }
        var world = JSON.value(object, World.class, WHAT);
        return new BoundPlan(
                world.project(),
                plans.decode(JSON.page(plan)),
                world.artifact(),
                world.hosts(),
                world.inventory(),
                world.playbook());
    }
}

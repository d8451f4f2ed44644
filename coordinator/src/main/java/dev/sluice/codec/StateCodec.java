package dev.sluice.codec;

import dev.sluice.rollout.RolloutState;
import tools.jackson.databind.SerializationFeature;

/** States as indented JSON, for {@code -o json}: the components of the record by their names; hosts and gates in their order. */
public final class StateCodec {
    private static final int VERSION = 1;

    private final Json json = new Json(mapper -> mapper.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));

    public String encode(RolloutState state) {
        return json.page(json.object().put("v", VERSION).setAll(json.fields(state)));
    }
}

package dev.sluice.codec;

import dev.sluice.rollout.RolloutState;
import tools.jackson.databind.SerializationFeature;

/** States as indented JSON, for {@code -o json}: the components of the record by their names; hosts and gates in their order. */
public final class StateCodec {
    private static final int VERSION = 1;

    private static final Json JSON = new Json(mapper -> mapper.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));

    public String encode(RolloutState state) {
        return JSON.page(JSON.object().put("v", VERSION).setAll(JSON.fields(state)));
    }
}

package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.Optional;

/** Port: whether people have frozen the fleet meanwhile. */
@FunctionalInterface
public interface FreezeCheck {
    /** No one ever freezes it. */
    FreezeCheck NONE = hosts -> Optional.empty();

    /**
     * Why no further batch may be opened.
     *
     * @param near hosts that may know of it; a host that cannot be asked knows nothing
     */
    Optional<String> frozen(List<HostName> near);
}

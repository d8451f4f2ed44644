package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import java.util.Optional;

/** Port: the restrictions of fleets that this machine knows, as one line each. */
public interface RestrictionStore {
    /** The line; empty where there is none. */
    Optional<String> read(FleetName fleet) throws JournalException;

    /** Replaces it: whoever reads finds the one before or this one. */
    void write(FleetName fleet, String line) throws JournalException;
}

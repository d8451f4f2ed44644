package dev.sluice.operation;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.RestrictionsCodec;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RestrictionStore;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.Restrictions;

/** The restrictions of a fleet that this machine knows. No host is asked: one may keep newer ones, made on another machine. */
public record KnownRestrictions(RestrictionStore store, FleetName fleet) {
    /** Those without any where none were made. */
    public Restrictions read() throws JournalException {
        var line = store.read(fleet);
        if (line.isEmpty()) {
            return Restrictions.none(fleet);
        }
        try {
            return new RestrictionsCodec().decodeOwn(line.get());
        } catch (CodecException e) {
            throw new JournalException("the restrictions of " + fleet + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package dev.sluice.demo;

import java.util.concurrent.atomic.AtomicBoolean;

/** What the faults of one host do to its health page. */
final class HealthFaults {
    private final Faults faults;
    private final AtomicBoolean spoiled = new AtomicBoolean();
    private volatile String goodRelease = "";

    HealthFaults(Faults faults) {
        this.faults = faults;
    }

    /** The release that is live when {@link Fault#UNHEALTHY_AFTER_SWITCH} is injected. */
    void spare(String releaseId) {
        goodRelease = releaseId;
    }

    /** One request to the health page. True when it has to fail. */
    boolean spoil(String releaseId) {
        if (!releaseId.equals(goodRelease) && faults.strikes(Fault.UNHEALTHY_AFTER_SWITCH)) {
            return true;
        }
        return faults.active(Fault.FLAPPING) && everyOther() && faults.strikes(Fault.FLAPPING);
    }

    private boolean everyOther() {
        boolean now = !spoiled.get();
        spoiled.set(now);
        return now;
    }
}

package dev.sluice.view;

/**
 * What one command prints with {@code -o json} or {@code -o yaml}: a promise, described in {@code coordinator/docs/output.md}. Fields are
 * the records' components by their names; what is not known is null. A field that is renamed, taken away or given another meaning is a new
 * {@link #version()}; one more field is not.
 */
public sealed interface Listing
        permits AuditListing,
                DoctorListing,
                ExplainListing,
                HistoryListing,
                HostsListing,
                LockListing,
                LogsListing,
                PlanListing,
                ScheduleListing,
                ScheduleNextListing,
                SelfCheckListing,
                StatusListing,
                TokenListing,
                ValidateListing {
    /** The first field of each object, as {@code v}. */
    default int version() {
        return 1;
    }
}

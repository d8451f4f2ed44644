package dev.sluice.message;

import java.util.List;

/**
 * The rollout that a message is about.
 *
 * @param purpose such as {@code release} or {@code rollback}
 * @param previous what the hosts served before
 * @param files of the release
 * @param bytes of all its files together
 * @param startedBy user, machine, process
 * @param approvedBy who promoted it, in order
 * @param waived what a person waived, with the reasons
 * @param hosts how many it is for, without those that were left out
 * @param behind those that do not serve the release
 * @param leftOut those that could not be reached, or were not to be touched
 */
public record AboutRollout(
        String id,
        String purpose,
        String release,
        List<String> previous,
        int files,
        long bytes,
        String startedBy,
        List<String> approvedBy,
        List<String> waived,
        int hosts,
        HostNames behind,
        HostNames leftOut) {
    public AboutRollout {
        id = Bounded.line(id);
        purpose = Bounded.line(purpose);
        release = Bounded.line(release);
        previous = Bounded.lines(previous);
        startedBy = Bounded.line(startedBy);
        approvedBy = Bounded.lines(approvedBy);
        waived = Bounded.lines(waived);
    }
}

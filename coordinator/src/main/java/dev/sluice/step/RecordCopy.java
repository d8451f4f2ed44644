package dev.sluice.step;

/**
 * The record of a rollout in transit: the bytes of its files, each as a character (ISO 8859-1). It contains no path of the machine that it comes
 * from.
 *
 * @param rollout its id
 * @param plan of {@code plan.json}
 * @param journal of {@code journal.jsonl}, whole lines only
 * @param head of {@code head.json}: the head signed with the coordinator's key, one line; empty if the record is not signed
 */
public record RecordCopy(String rollout, String plan, String journal, String head) {
    /** Omits the text: it is long, and not meant for logs. */
    @Override
    public String toString() {
        return "record of " + rollout + ", " + plan.length() + " and " + journal.length() + " bytes";
    }
}

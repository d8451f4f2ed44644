package dev.sluice.step;

/**
 * The record of a rollout as it travels: the bytes of its files, each as a character (ISO 8859-1). It names no path of the machine that it
 * comes from.
 *
 * @param rollout its id
 * @param plan of {@code plan.json}
 * @param journal of {@code journal.jsonl}, whole lines only
 * @param head of {@code head.json}: what the coordinator's key vouches for, one line; empty where nobody signed the record
 */
public record RecordCopy(String rollout, String plan, String journal, String head) {
    /** Not its text: that is long, and for nobody's log. */
    @Override
    public String toString() {
        return "record of " + rollout + ", " + plan.length() + " and " + journal.length() + " bytes";
    }
}

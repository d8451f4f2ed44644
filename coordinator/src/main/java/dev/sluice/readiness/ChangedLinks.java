package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.inventory.HostName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hosts whose link is not the one that the record expects: something other than Sluice changed it.
 *
 * @param expected the text of each link by the record; a host without one can have no difference
 */
record ChangedLinks(Map<HostName, String> expected) {
    private static final int MOST_OF_A_LINK = 200;

    ChangedLinks {
        expected = Map.copyOf(expected);
    }

    /** What differs on each of the hosts that answered, in words, by their names. */
    SortedMap<String, String> in(Survey survey) {
        var changed = new TreeMap<String, String>();
        survey.facts().forEach((host, facts) -> {
            var recorded = expected.get(host);
            if (recorded != null && !facts.target().is(recorded)) {
                changed.put(
                        host.value(),
                        host + ": current was changed outside of Sluice: the record has " + shown(HostText.of(recorded))
                                + ", the host " + shown(facts.target()));
            }
        });
        return changed;
    }

    private static String shown(HostText link) {
        return link.isEmpty() ? "there is none" : "'" + link.shown(MOST_OF_A_LINK) + "'";
    }
}

package dev.sluice.playbook;

import dev.sluice.document.NearMatch;
import dev.sluice.document.Section;
import java.time.ZoneId;
import java.util.Optional;

/** Reads {@code zone}: a region of the time zone database, whose daylight saving is known. */
final class Zones {
    private Zones() {}

    static Optional<ZoneId> read(Section section) {
        return section.parsed("zone", Zones::zone);
    }

    private static ZoneId zone(String text) {
        var known = ZoneId.getAvailableZoneIds();
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    NearMatch.shown(text) + " is no time zone such as Europe/Berlin" + NearMatch.hint(text, known));
        }
        return ZoneId.of(text);
    }
}

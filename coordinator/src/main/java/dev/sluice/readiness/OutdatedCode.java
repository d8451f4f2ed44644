package dev.sluice.readiness;

import dev.sluice.endpoint.EndpointFacts;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.OutdatedScripts.Some;
import dev.sluice.opcache.ScriptNames;
import java.util.ArrayList;
import java.util.List;

/** PHP files of a site that may run otherwise than they are on disk, as people read about them. */
public record OutdatedCode(OutdatedScripts scripts) {
    public static final String REMEDY = "sluice refresh makes PHP run them as they are on disk";

    /** What the first of the answers that has all facts reports. */
    public static OutdatedCode of(List<EndpointState> answers) {
        return new OutdatedCode(answers.stream()
                .flatMap(answer -> answer.facts().stream())
                .map(EndpointFacts::outdated)
                .findFirst()
                .orElse(OutdatedScripts.NONE));
    }

    /** PHP certainly runs files as they were before. */
    public boolean isCertain() {
        return scripts.changed().count() > 0;
    }

    /** Such as {@code shared/wp-config.php}; at most five, and how many more. */
    public String changed() {
        return named(scripts.changed());
    }

    /** One line for each kind that there is. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        if (scripts.changed().count() > 0) {
            lines.add(changed() + ": changed since the last refresh");
        }
        if (scripts.unknown().count() > 0) {
            lines.add(named(scripts.unknown()) + ": unknown, written after the last refresh");
        }
        return lines;
    }

    /** What to add to "nothing to do": empty where nothing is unknown. */
    String advice() {
        return scripts.unknown().count() == 0
                ? ""
                : "; if " + named(scripts.unknown()) + " was edited by hand: sluice refresh";
    }

    private static String named(Some some) {
        return ScriptNames.of(some.names(), some.count());
    }
}

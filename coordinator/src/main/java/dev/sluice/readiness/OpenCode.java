package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.HostFacts.OpenDirectory;
import dev.sluice.step.StepFailure;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hosts where another account than the deploy user may write the code of the site. No release begins there; a rollback, which makes nothing
 * worse, does.
 */
public final class OpenCode {
    private OpenCode() {}

    public static Map<HostName, Failure> failures(Survey survey) {
        return survey.facts().entrySet().stream()
                .filter(host -> host.getValue().machine().open().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        host -> failure(host.getValue().machine().open().get())));
    }

    private static Failure failure(OpenDirectory open) {
        return new Failure(
                Kind.UNEXPECTED,
                "preflight",
                StepFailure.OPEN_TO_OTHERS.what(),
                open.writer() + " may write " + open.path() + ", and could put code or links there",
                StepFailure.OPEN_TO_OTHERS.next());
    }
}

package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.ReleaseSettings.Assets;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.Lease;
import dev.sluice.step.PlaceAssets;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Makes the assets of the live, the new and some earlier good releases available on one host while the fleet serves both releases. */
record AssetPlacement(RolloutPlan plan) {
    /** Returns how many files were added; 0 if the playbook does not configure assets. */
    int on(HostSession session, HostPlan host, Lease lease) throws StepException, HostException {
        var settings = plan.playbook().release();
        if (settings.assets().isEmpty()) {
            return 0;
        }
        var assets = settings.assets().get();
        var facts = new Inspect(lease.path(), settings.docroot(), List.of()).on(session);
        var placed = new PlaceAssets(
                        lease,
                        host.to().value(),
                        settings.permissions(),
                        assets.directories(),
                        earlier(facts, host.to().value(), assets))
                .on(session);
        return placed.toLive() + placed.toNew();
    }

    /** The newest good releases other than the live and the new one. */
    static List<String> earlier(HostFacts facts, String to, Assets assets) {
        var live = facts.live().map(HostFacts.LiveRelease::id).orElse("");
        return facts.releases().stream()
                .filter(release ->
                        release.mark() == ReleaseMark.GOOD && !release.digest().isEmpty())
                .filter(release -> !release.id().equals(live) && !release.id().equals(to))
                .sorted(Comparator.comparing(
                        (ReleaseFacts release) -> release.age().orElse(Duration.ofDays(36_500))))
                .limit(assets.keep())
                .map(ReleaseFacts::id)
                .toList();
    }
}

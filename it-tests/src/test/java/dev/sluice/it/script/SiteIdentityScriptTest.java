package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.host.HostException;
import dev.sluice.step.HostFacts.Belongs;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose directory on a host is: of the project and the site that came first. */
class SiteIdentityScriptTest extends ScriptTest {
    @UnderShells
    void a_directory_of_another_site_is_refused(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var staging = new TakeLease(
                lease.path(),
                LocalSite.ROLLOUT,
                new LeaseOwner("bob", ""),
                Duration.ofMinutes(1),
                new SiteIdentity("staging", "shop", "web01"));
        var e = assertThrows(StepException.class, () -> staging.on(site.session()));
        assertEquals(StepFailure.OTHER_SITE, e.failure());
        assertEquals(1, site.facts().fence());
    }

    private static void take(LocalSite site, SiteIdentity identity) throws StepException, HostException {
        new TakeLease(
                        site.path().toString(),
                        LocalSite.ROLLOUT,
                        new LeaseOwner("bob", ""),
                        Duration.ofMinutes(1),
                        identity)
                .on(site.session());
    }

    @UnderShells
    void a_directory_belongs_to_the_project_that_comes_first_with_its_names(LocalShell shell) throws Exception {
        var site = site(shell);
        site.lease();
        var id = site.facts().machine().id();
        take(site, new SiteIdentity("7c1f09e2", "prod", "shop", "web01"));
        assertEquals(
                Optional.of(new Belongs("prod", "shop", Optional.of("7c1f09e2"))),
                site.facts().machine().belongsTo());
        assertEquals(id, site.facts().machine().id(), "the machine's id stays");
        for (var other : List.of(
                new SiteIdentity("0badcafe", "prod", "shop", "web01"),
                new SiteIdentity("7c1f09e", "prod", "shop", "web01"),
                new SiteIdentity("prod", "shop", "web01"),
                new SiteIdentity("7c1f09e2", "staging", "shop", "web01"))) {
            var e = assertThrows(StepException.class, () -> take(site, other));
            assertEquals(StepFailure.OTHER_SITE, e.failure(), other.toString());
        }
    }

    @UnderShells
    void a_project_renames_its_site_and_a_person_its_inventory(LocalShell shell) throws Exception {
        var site = site(shell);
        take(site, new SiteIdentity("7c1f09e2", "prod", "shop", "web01"));
        var id = site.facts().machine().id();
        for (var identity : List.of(
                new SiteIdentity("7c1f09e2", "prod", "store", "web1"),
                new SiteIdentity("7c1f09e2", "production", "store", "web1").renamedFrom("prod"),
                new SiteIdentity("7c1f09e2", "production", "store", "web1"))) {
            take(site, identity);
            var belongs = new Belongs(identity.inventory(), identity.site(), Optional.of(identity.project()));
            assertEquals(Optional.of(belongs), site.facts().machine().belongsTo());
            assertEquals(id, site.facts().machine().id());
        }
    }
}

package dev.sluice.readiness;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.step.HostFacts.OpenDirectory;
import dev.sluice.step.HostFacts.UnfitShared;
import dev.sluice.step.HostFacts.UnfitShared.Found;
import dev.sluice.step.HostFacts.UnfitShared.Want;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseBlockersTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);

    private static Survey survey() {
        var open = new FactsDraft();
        open.open = Optional.of(new OpenDirectory(HostText.of("/srv/shop/current/public"), HostText.of("www-data")));
        var other = new FactsDraft();
        other.id = Optional.of("id-2");
        return new Survey(
                List.of(PlanDraft.host(WEB1), PlanDraft.host(WEB2)),
                Map.of(WEB1, open.facts(), WEB2, other.facts()),
                Map.of());
    }

    @Test
    void a_host_whose_code_another_account_may_write_is_named_with_directory_account_and_remedy() {
        var failures = ReleaseBlockers.failures(survey());
        assertEquals(Set.of(WEB1), failures.keySet());
        var shown = Survey.group(failures).get(0);
        for (var word :
                List.of("www-data may write /srv/shop/current/public", "chmod", "release.permissions.writers")) {
            assertTrue(shown.contains(word), shown);
        }
    }

    @Test
    void it_is_no_reason_against_a_rollback() {
        var failures = new Preflight(new FleetName("prod", "shop"), 0).failures(survey());
        assertFalse(failures.containsKey(WEB1));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DIRECTORY | DANGLING   | shared/media leads nowhere: it is a link to '/mnt/media', which does not exist",
                "FILE      | DANGLING   | shared/media leads nowhere: it is a link to '/mnt/media', which does not exist",
                "DIRECTORY | FILE       | shared/media is a file: release.shared declares media as a directory",
                "FILE      | DIRECTORY  | shared/media is a directory: release.shared declares media as a file",
                "DIRECTORY | SPECIAL    | shared/media is a FIFO, socket or device: release.shared declares media",
                "FILE      | SPECIAL    | shared/media is a FIFO, socket or device: release.shared declares media",
                "DIRECTORY | CLOSED     | deploy may not enter shared/media: whether media exists in it is unknown",
                "DIRECTORY | UNWRITABLE | deploy may not create media in shared/media: it does not exist yet",
                "DIRECTORY | READ_ONLY  | shared/media is on a file system that is mounted read-only"
            })
    void an_unfit_shared_path_is_named_with_path_and_remedy(Want want, Found found, String expected) {
        var draft = new FactsDraft();
        draft.unfitShared = List.of(unfit("media", want, found, "/mnt/media"));
        var survey = new Survey(List.of(PlanDraft.host(WEB1)), Map.of(WEB1, draft.facts()), Map.of());

        var failure = requireNonNull(ReleaseBlockers.failures(survey).get(WEB1));

        assertTrue(failure.summary().startsWith(expected), failure.summary());
        assertFalse(failure.next().isEmpty());
        assertEquals(Map.of(), new Preflight(new FleetName("prod", "shop"), 0).failures(survey));
    }

    @Test
    void a_shared_file_behind_a_link_to_nowhere_is_reported_once() {
        var draft = new FactsDraft();
        draft.missing = List.of(".env");
        draft.unfitShared = List.of(unfit(".env", Want.FILE, Found.DANGLING, "/run/env"));
        var survey = new Survey(List.of(PlanDraft.host(WEB1)), Map.of(WEB1, draft.facts()), Map.of());

        assertEquals(Map.of(), new Preflight(new FleetName("prod", "shop"), 0).failures(survey));
        assertEquals(1, ReleaseBlockers.failures(survey).size());
    }

    private static UnfitShared unfit(String path, Want want, Found found, String leads) {
        return new UnfitShared(HostText.of(path), want, found, HostText.of("shared/" + path), HostText.of(leads));
    }
}

package dev.sluice.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import dev.sluice.schedule.ArtifactRule.Candidate;
import dev.sluice.schedule.ArtifactRule.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArtifactRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-30T21:30:00Z");
    private static final Past NOTHING = new Past(Set.of(), Optional.empty(), Optional.empty());
    private static final ArtifactRule RULE =
            new ArtifactRule(new ArtifactChoice("/b/shop-*", Digest.REQUIRED, Optional.empty(), Optional.empty()));

    private static Candidate file(String name, Duration age) {
        return new Candidate("/b/" + name, NOW.minus(age), true);
    }

    @Test
    void the_newest_complete_file_is_taken_and_of_two_the_later_name() {
        var old = file("a", Duration.ofHours(3));
        var young = file("b", Duration.ofHours(1));
        var incomplete = new Candidate("/b/c", NOW, false);
        assertEquals(Optional.of(young), RULE.newest(List.of(young, old, incomplete)));
        assertEquals(Optional.empty(), RULE.newest(List.of(incomplete)));
        var same = file("z", Duration.ofHours(1));
        assertEquals(Optional.of(same), RULE.newest(List.of(same, young)));
        var any = new ArtifactRule(new ArtifactChoice("/b/*", Digest.OPTIONAL, Optional.empty(), Optional.empty()));
        assertEquals(Optional.of(incomplete), any.newest(List.of(young, incomplete)));
    }

    @Test
    void what_is_missing_is_named() {
        assertEquals("no file matches /b/shop-*", RULE.none(List.of()));
        assertTrue(RULE.none(List.of(new Candidate("/b/c", NOW, false))).endsWith("such as /b/c.sha256"));
    }

    @Test
    void a_file_older_than_max_age_or_than_what_is_live_is_too_old() {
        assertEquals(Optional.empty(), RULE.tooOld(file("a", Duration.ofHours(20)), NOTHING, NOW));
        var old = RULE.tooOld(file("a", Duration.ofHours(20).plusSeconds(1)), NOTHING, NOW);
        assertEquals(
                Optional.of("the newest artifact, /b/a, is from 2026-11-30T01:29:59Z, and older than max_age 20h"),
                old);
        var hotfix = new Past(Set.of(), Optional.empty(), Optional.of(NOW.minus(Duration.ofHours(8))));
        assertEquals(
                Optional.of(
                        "the newest artifact, /b/a, is from 2026-11-30T13:29:59Z, and what is live was released later,"
                                + " at 2026-11-30T13:30:00Z"),
                RULE.tooOld(file("a", Duration.ofHours(8).plusMillis(1)), hotfix, NOW));
        assertTrue(RULE.tooOld(file("a", Duration.ofHours(8)), hotfix, NOW).isPresent());
        assertEquals(Optional.empty(), RULE.tooOld(file("a", Duration.ofHours(7)), hotfix, NOW));
    }

    @Test
    void what_was_reverted_or_is_live_is_not_wanted() {
        var newest = file("a", Duration.ZERO);
        var past = new Past(Set.of("bad"), Optional.of("live"), Optional.empty());
        assertTrue(RULE.unwanted(newest, "bad", past).orElseThrow().contains("only a person"));
        assertTrue(RULE.unwanted(newest, "live", past).orElseThrow().contains("is live already"));
        assertEquals(Optional.empty(), RULE.unwanted(newest, "new", past));
        assertEquals(Optional.empty(), RULE.unwanted(newest, "new", NOTHING));
    }
}

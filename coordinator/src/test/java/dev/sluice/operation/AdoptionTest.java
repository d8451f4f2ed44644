package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.HostText;
import dev.sluice.engine.Adoption;
import dev.sluice.readiness.FactsDraft;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts.EndpointFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final EndpointFiles OURS = new EndpointFiles("<?php // ours", "{\"keys\":[{\"kid\":\"k1\"}]}");

    private static boolean needed(Optional<String> script, Set<String> keys, String digest) {
        var draft = new FactsDraft();
        draft.endpoint = new EndpointFacts(script, keys);
        draft.live = Optional.of(new LiveRelease("b", digest));
        return Adoption.needed(draft.facts(), OURS);
    }

    @Test
    void a_live_release_with_our_endpoint_our_key_and_a_marker_needs_nothing() {
        assertEquals(false, needed(Optional.of(OURS.sha256()), Set.of("k1"), "digest"));
        assertEquals(false, needed(Optional.of(OURS.sha256()), Set.of("k0", "k1"), "digest"));
    }

    @Test
    void whatever_lacks_one_of_them_is_adopted_first() {
        assertEquals(true, needed(Optional.empty(), Set.of("k1"), "digest"));
        assertEquals(true, needed(Optional.of("another"), Set.of("k1"), "digest"));
        assertEquals(true, needed(Optional.of(OURS.sha256()), Set.of(), "digest"));
        assertEquals(true, needed(Optional.of(OURS.sha256()), Set.of("k"), "digest"), "a part of an id is no id");
        assertEquals(true, needed(Optional.of(OURS.sha256()), Set.of("k1"), ""));
    }

    /** The addresses that may call follow from web.url and web.via, the names from the inventory: both change. */
    @Test
    void terms_of_an_older_inventory_are_replaced() {
        var files = new EndpointFiles(
                "<?php // ours",
                "{\"keys\":[{\"kid\":\"k1\"}],\"host\":\"web01\",\"allow\":[\"127.0.0.1\",\"192.0.2.7\"]}\n");
        var draft = new FactsDraft();
        var now = "\"host\":\"web01\",\"allow\":[\"127.0.0.1\",\"192.0.2.7\"]}";
        for (var old : List.of(now, now.replace(",\"192.0.2.7\"", ""), now.replace("web01", "web1"))) {
            draft.endpoint = new EndpointFacts(Optional.of(files.sha256()), Set.of("k1"), HostText.of(old));
            assertEquals(!old.equals(now), Adoption.needed(draft.facts(), files), old);
        }
    }

    @Test
    void where_nothing_is_live_there_is_nothing_to_adopt() {
        var draft = new FactsDraft();
        draft.live = Optional.empty();

        assertEquals(false, Adoption.needed(draft.facts(), OURS));
    }

    @Test
    void a_host_that_was_not_asked_or_has_no_endpoint_of_ours_is_left_alone() {
        assertEquals(false, Adoption.needed(null, OURS));
        assertEquals(false, Adoption.needed(new FactsDraft().facts(), EndpointFiles.none()));
    }

    @Test
    void without_an_endpoint_too_a_live_release_needs_a_marker_to_be_gone_back_to() {
        var draft = new FactsDraft();
        draft.live = Optional.of(new LiveRelease("b", ""));

        assertEquals(true, Adoption.needed(draft.facts(), EndpointFiles.none()));
    }
}

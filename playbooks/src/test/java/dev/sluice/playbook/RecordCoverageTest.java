package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.InventoryReference;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.WebSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Each record holds exactly what the schema knows at its place. */
class RecordCoverageTest {
    /** Where the name in the program says more than the one in the file, or cannot be the same. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "min_available_percent", "min_available",
            "notifications", "notify",
            "for_hosts", "for",
            "header_name", "header",
            "header_prefix", "header",
            "ends", "hold",
            "after", "for");

    static Stream<Arguments> records() {
        return Stream.of(
                playbook("/properties/release", ReleaseSettings.class),
                playbook("/properties/release/properties/shared", ReleaseSettings.Shared.class),
                playbook("/properties/release/properties/permissions", ReleaseSettings.Permissions.class),
                playbook("/properties/release/properties/assets", ReleaseSettings.Assets.class),
                playbook("/properties/tasks", Tasks.class),
                playbook("/definitions/task", TaskSpec.class),
                playbook("/definitions/strategy", Strategy.class),
                playbook("/definitions/batch", BatchStep.class),
                playbook("/definitions/batch/properties/hold", BatchStep.HoldEnd.class),
                playbook("/properties/opcache", Opcache.class),
                playbook("/properties/records", RecordSettings.class),
                playbook("/definitions/endpoint", EndpointChoice.Own.class),
                playbook("/definitions/proof", Proof.class),
                playbook("/properties/probe", ProbeSettings.class),
                playbook("/properties/window", ReleaseWindow.class),
                playbook("/properties/window/properties/open/items", ReleaseWindow.Opening.class),
                playbook("/properties/window/properties/blackout/items", ReleaseWindow.Blackout.class),
                playbook("/properties/schedule/items", Schedule.class),
                playbook("/properties/schedule/items/properties/artifact", Schedule.ArtifactChoice.class),
                playbook("/properties/notify/items", Notification.class),
                playbook("/properties/notify/items/properties/mail", Notification.Mail.class),
                Arguments.of(InventoryReference.schema(), "/definitions/ssh", SshSettings.class),
                Arguments.of(InventoryReference.schema(), "/definitions/web", WebSettings.class));
    }

    private static Arguments playbook(String pointer, Class<?> type) {
        return Arguments.of(PlaybookReference.schema(), pointer, type);
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_holds_what_the_schema_knows(String schema, String pointer, Class<?> type) {
        var components = components(type);
        // Not a key: what a default soak becomes after the last batch.
        components.remove("last_soak");
        assertEquals(keys(schema, pointer), components);
    }

    @Test
    void the_playbook_holds_every_part() {
        var parts = components(Playbook.class);
        parts.add("playbook");
        assertEquals(keys(PlaybookReference.schema(), ""), parts);
    }

    private static Set<String> keys(String schema, String pointer) {
        return new TreeSet<>(
                JsonMapper.shared().readTree(schema).at(pointer + "/properties").propertyNames());
    }

    private static Set<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .map(name -> OTHER_NAMES.getOrDefault(name, name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

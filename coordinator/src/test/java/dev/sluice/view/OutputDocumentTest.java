package dev.sluice.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.message.Message;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The document is the promise, the records are what is printed: neither has a field that the other has not. */
class OutputDocumentTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    static Stream<Class<?>> listings() {
        return Stream.of(Listing.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("listings")
    void every_field_of_a_listing_is_documented_and_no_other(Class<?> listing) throws IOException {
        var command = listing.getSimpleName()
                .replace("Listing", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        assertEquals(
                fields(listing, "").sorted().toList(),
                documented(command).sorted().toList(),
                command);
    }

    @Test
    void every_field_of_a_message_is_documented_and_no_other() throws IOException {
        assertEquals(
                fields(Message.class, "").sorted().toList(),
                documented("webhook").sorted().toList());
    }

    private static Stream<String> documented(String command) throws IOException {
        var text = Files.readString(Path.of("docs", "output.md"));
        var from = text.indexOf("\n## " + command + "\n");
        assertTrue(from >= 0, () -> "no section " + command);
        var to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to < 0 ? text.length() : to)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> QUOTED.matcher(cell).results().map(match -> match.group(1)));
    }

    private static Stream<String> fields(Class<?> type, String prefix) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> fields(component, prefix));
    }

    private static Stream<String> fields(RecordComponent component, String prefix) {
        var name = prefix + component.getName();
        var raw = component.getType();
        if (raw.equals(List.class)) {
            return nested(component, name + "[]");
        }
        if (raw.equals(Optional.class)) {
            return nested(component, name);
        }
        if (raw.isRecord()) {
            return fields(raw, name + ".");
        }
        return Stream.of(raw.equals(Map.class) ? name + "{}" : name);
    }

    private static Stream<String> nested(RecordComponent component, String name) {
        Type inner = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return inner instanceof Class<?> type && type.isRecord() ? fields(type, name + ".") : Stream.of(name);
    }

    private static HostsListing hosts() {
        var entry = new HostsListing.Entry(
                "web01",
                Optional.of("releases/a"),
                Optional.empty(),
                Optional.of("a"),
                Optional.empty(),
                Optional.of(2),
                false,
                Optional.of("no: \"answer\""),
                Optional.empty(),
                List.of("shared/a.php: changed since the last refresh"));
        return new HostsListing("prod/shop", true, List.of(entry));
    }

    @Test
    void json_has_its_version_first_and_null_for_what_is_not_known() {
        assertEquals("""
            {
              "v" : 1,
              "fleet" : "prod/shop",
              "live" : true,
              "hosts" : [ {
                "host" : "web01",
                "recorded" : "releases/a",
                "current" : null,
                "served" : "a",
                "lock" : null,
                "releases" : 2,
                "differs" : false,
                "note" : "no: \\"answer\\"",
                "disabled" : null,
                "outdated" : [ "shared/a.php: changed since the last refresh" ]
              } ]
            }
            """, ListingFormat.JSON.text(hosts()));
    }

    @Test
    void yaml_says_the_same() {
        assertEquals("""
            v: 1
            fleet: "prod/shop"
            live: true
            hosts:
            - host: "web01"
              recorded: "releases/a"
              current: null
              served: "a"
              lock: null
              releases: 2
              differs: false
              note: "no: \\"answer\\""
              disabled: null
              outdated:
              - "shared/a.php: changed since the last refresh"
            """, ListingFormat.YAML.text(hosts()));
    }

    @ParameterizedTest
    @EnumSource
    void one_object_ends_in_one_line_break(ListingFormat format) {
        var text = format.text(new LockListing("prod/shop", List.of()));
        assertTrue(text.endsWith("\n") && !text.endsWith("\n\n"), text);
    }
}

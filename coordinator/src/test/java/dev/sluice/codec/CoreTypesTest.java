package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.inventory.HostSelector;
import dev.sluice.playbook.BatchSize;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.ReleaseWindow.Fit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the core's types are written and read, each time by a mapper of its own. */
class CoreTypesTest {
    private final Json json = new Json(mapper -> mapper);

    sealed interface Shape permits Square, Circle {}

    record Square(int side) implements Shape {}

    record Circle(int radius) implements Shape {}

    enum Colour {
        DARK_RED,
        BLUE
    }

    record Drawing(Shape shape, Colour colour, HostName host, Duration took, Optional<String> title) {}

    private static final Drawing DRAWING = new Drawing(
            new Square(3), Colour.DARK_RED, new HostName("web01"), Duration.ofSeconds(90), Optional.empty());

    private String written(Drawing drawing) {
        return json.line(json.fields(drawing));
    }

    private Drawing read(String text) throws CodecException {
        return json.value(json.parse(text, "a drawing"), Drawing.class, "a drawing");
    }

    @Test
    void texts_are_texts_enums_are_in_small_letters_and_a_sealed_type_is_named() {
        var text = written(DRAWING);

        assertTrue(text.contains("\"host\":\"web01\""), text);
        assertTrue(text.contains("\"took\":\"PT1M30S\""), text);
        assertTrue(text.contains("\"colour\":\"dark_red\""), text);
        assertTrue(text.contains("\"shape\":{\"type\":\"Square\",\"side\":3}"), text);
    }

    @Test
    void what_is_written_is_read_again() throws CodecException {
        assertEquals(DRAWING, read(written(DRAWING)));
    }

    @Test
    void only_what_is_optional_may_be_missing() throws CodecException {
        var text = written(DRAWING);
        assertEquals(DRAWING, read(text));

        var withoutHost = text.replace("\"host\":\"web01\",", "");
        var failure = assertThrows(CodecException.class, () -> read(withoutHost));
        assertTrue(String.valueOf(failure.getMessage()).contains("host"), failure::getMessage);
    }

    @Test
    void a_number_that_is_missing_is_not_read_as_0() {
        var withoutSide = written(DRAWING).replace(",\"side\":3", "");
        var failure = assertThrows(CodecException.class, () -> read(withoutSide));
        assertTrue(String.valueOf(failure.getMessage()).contains("side"), failure::getMessage);
    }

    record Amounts(BatchSize size, HostCount failed, HostSelector targets, Fit fit, Fit other) {}

    @Test
    void what_a_playbook_writes_as_text_is_that_text() throws CodecException {
        var amounts = new Amounts(
                new BatchSize.Percent(25), new HostCount.Hosts(3), HostSelector.parse("web"), Fit.ON, Fit.BATCH);
        var text = json.line(json.fields(amounts));
        assertEquals("{\"size\":\"25%\",\"failed\":\"3\",\"targets\":\"web\",\"fit\":true,\"other\":\"batch\"}", text);
        assertEquals(amounts, json.value(json.parse(text, "it"), Amounts.class, "it"));
        var twice = text.replace("\"25%\"", "\"many\"");
        var failure =
                assertThrows(CodecException.class, () -> json.value(json.parse(twice, "it"), Amounts.class, "it"));
        assertTrue(String.valueOf(failure.getMessage()).contains("many"), failure::getMessage);
    }

    @Test
    void what_is_no_object_and_what_is_damaged_is_refused_with_its_place() {
        var list = assertThrows(CodecException.class, () -> json.parse("[]", "it"));
        assertEquals("it is not a JSON object", list.getMessage());
        var cut = assertThrows(CodecException.class, () -> json.parse("{\n \"a\": ?", "it"));
        assertEquals("it is not JSON: the text is damaged at line 2, column 7", cut.getMessage());
        var other = assertThrows(CodecException.class, () -> json.part("[]", Square.class, "it"));
        assertEquals("it cannot be read: the text is damaged at line 1, column 1", other.getMessage());
    }

    @Test
    void a_version_is_a_number_from_1_on() throws CodecException {
        assertEquals(1, json.takeVersion(json.parse("{\"v\":1}", "it"), "it"));
        for (var text :
                List.of("{}", "{\"v\":0}", "{\"v\":-1}", "{\"v\":\"1\"}", "{\"v\":1.0}", "{\"v\":99999999999}")) {
            var object = json.parse(text, "it");
            var failure = assertThrows(CodecException.class, () -> json.takeVersion(object, "it"), text);
            assertEquals("it has no version", failure.getMessage());
        }
    }

    @Test
    void a_type_that_is_not_permitted_is_refused() {
        var other = written(DRAWING).replace("Square", "String");
        var failure = assertThrows(CodecException.class, () -> read(other));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("a drawing cannot be read: "), failure::getMessage);
    }

    @Test
    void a_text_is_read_from_a_text_only_and_its_place_is_named() {
        var number = written(DRAWING).replace("\"web01\"", "7");
        var failure = assertThrows(CodecException.class, () -> read(number));
        assertTrue(String.valueOf(failure.getMessage()).contains("\"host\"]"), failure::getMessage);
    }

    @Test
    void a_value_that_would_not_be_read_as_it_is_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Json.requireSame("a", "b", "a text"));
        Json.requireSame("a", "a", "a text");
    }
}

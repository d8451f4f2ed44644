package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final WindowSize WINDOW = new WindowSize(40, 8);

    private final Screen screen = new Screen();
    private final TinyTerminal terminal = new TinyTerminal(WINDOW.columns(), WINDOW.lines());

    private void draw(List<String> stay, List<String> block) {
        terminal.write(screen.draw(stay, block, WINDOW));
    }

    @Test
    void a_block_is_replaced_and_what_stays_stands_above_it() {
        draw(List.of("first"), List.of("one 1", "two 1"));
        draw(List.of(), List.of("one 2", "two 2", "three 2"));
        draw(List.of("second"), List.of("one 3"));
        assertEquals("first\nsecond\none 3\n", terminal.text());
        draw(List.of("third"), List.of());
        assertEquals("first\nsecond\nthird\n", terminal.text());
    }

    @Test
    void a_block_that_did_not_change_is_not_drawn_again() {
        draw(List.of(), List.of("one"));
        assertEquals("", screen.draw(List.of(), List.of("one"), WINDOW));
    }

    @Test
    void a_long_line_is_cut_before_the_edge_and_one_that_stays_may_break() {
        draw(List.of("s".repeat(100)), List.of("b".repeat(100)));
        draw(List.of(), List.of("c".repeat(100)));
        assertEquals(
                "s".repeat(40) + "\n" + "s".repeat(40) + "\n" + "s".repeat(20) + "\n" + "c".repeat(38) + "…\n",
                terminal.text());
    }

    @Test
    void of_a_block_higher_than_the_window_the_end_is_shown_and_nothing_is_left_behind() {
        var many = IntStream.range(0, 30).mapToObj(number -> "line " + number).toList();
        draw(List.of("before"), many);
        draw(List.of(), many.subList(0, 29));
        draw(List.of("after"), List.of());
        assertEquals("before\nafter\n", terminal.text());
    }

    @Test
    void a_line_that_scrolls_away_is_not_lost() {
        IntStream.range(0, 50).forEach(number -> draw(List.of("stays " + number), List.of("a", "b", "c" + number)));
        var stays = IntStream.range(0, 50)
                .mapToObj(number -> "stays " + number + "\n")
                .toList();
        assertEquals(String.join("", stays) + "a\nb\nc49\n", terminal.text());
    }

    @Test
    void in_a_window_that_became_narrower_the_old_block_is_left_and_nothing_above_it_is_touched() {
        draw(List.of("first", "second"), List.of("b".repeat(35)));
        var narrow = new TinyTerminal(20, 8);
        narrow.write("first\nsecond\n".replace("\n", "\r\n") + "b".repeat(35) + "\r\n");
        narrow.write(screen.draw(List.of(), List.of("new block"), new WindowSize(20, 8)));
        narrow.write(screen.draw(List.of("third"), List.of("newer block"), new WindowSize(20, 8)));
        assertEquals(
                "first\nsecond\n" + "b".repeat(20) + "\n" + "b".repeat(15) + "\nthird\nnewer block\n", narrow.text());
    }

    @Test
    void in_a_window_that_became_lower_what_stays_is_not_erased() {
        draw(List.of("first"), List.of("1", "2", "3", "4", "5", "6"));
        terminal.resize(3);
        terminal.write(screen.draw(List.of("second"), List.of("7", "8", "9"), new WindowSize(40, 3)));
        assertTrue(terminal.text().startsWith("first\n"), terminal.text());
        assertTrue(terminal.text().endsWith("second\n8\n9\n"), terminal.text());
    }

    @Test
    void a_window_of_nothing_gets_the_lines_that_stay() {
        terminal.write(screen.draw(List.of("stays"), List.of("block"), new WindowSize(1, 1)));
        terminal.write(screen.draw(List.of("too"), List.of("block"), new WindowSize(1, 1)));
        assertEquals("stays\ntoo\n", terminal.text());
    }

    @Test
    void colours_take_no_room_and_end_where_a_line_is_cut() {
        var red = "\u001b[31mred\u001b[0m";
        assertEquals(3, DisplayWidth.of(red));
        assertEquals(red, DisplayWidth.cut(red, 3));
        assertEquals("\u001b[31mr…\u001b[0m", DisplayWidth.cut(red, 2));
    }

    @Test
    void wide_signs_take_two_columns_and_accents_none() {
        assertEquals(4, DisplayWidth.of("発表"));
        assertEquals(1, DisplayWidth.of("e\u0301"));
        assertEquals("発…", DisplayWidth.cut("発表会", 4));
    }

    @Test
    void what_stty_says_is_lines_and_columns() {
        assertEquals(new WindowSize(132, 43), Window.parse("43 132\n").orElseThrow());
        assertTrue(Window.parse("0 0\n").isEmpty());
        assertTrue(Window.parse("stty: standard input: Not a tty\n").isEmpty());
    }
}

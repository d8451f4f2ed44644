package dev.sluice.report;

import java.util.List;

/**
 * Draws a block of lines in place at the end of what a terminal shows. Needs a cursor that goes up, and erasing to the end of the screen
 * (ECMA-48 CUU, ED), as every terminal has them. The cursor always waits below the block, so that whatever comes in between, also the
 * end of the process, leaves the terminal as it was.
 */
final class Screen {
    private List<String> drawn = List.of();

    /**
     * What has to be written so that the lines that stay stand above a block, which is cut to the window.
     *
     * @return text with control sequences
     */
    String draw(List<String> stay, List<String> block, WindowSize window) {
        var cut = cut(block, window);
        if (stay.isEmpty() && cut.equals(drawn)) {
            return "";
        }
        var text = new StringBuilder(erased(window));
        stay.forEach(line -> text.append(line).append("\r\n"));
        cut.forEach(line -> text.append(line).append("\r\n"));
        drawn = cut;
        return text.toString();
    }

    /** A block that no longer fits its window may have been broken by the terminal in a way that nobody knows: it is left there. */
    private String erased(WindowSize window) {
        var fits = drawn.stream().allMatch(line -> DisplayWidth.of(line) < window.columns());
        return drawn.isEmpty() || !fits ? "" : "\u001b[" + drawn.size() + "A\r\u001b[J";
    }

    /** One line and one column less than there are: the cursor has to stand somewhere, and no line may break. */
    private static List<String> cut(List<String> block, WindowSize window) {
        int most = Math.max(0, window.lines() - 1);
        return block.subList(Math.max(0, block.size() - most), block.size()).stream()
                .map(line -> DisplayWidth.cut(line, Math.max(1, window.columns() - 1)))
                .toList();
    }
}

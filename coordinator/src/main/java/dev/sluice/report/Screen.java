package dev.sluice.report;

import java.util.List;

/**
 * Draws a block of lines in place at the end of a terminal's output. Needs to move the cursor up and to erase to the end of the screen (ECMA-48 CUU,
 * ED), which every terminal supports. The cursor always rests below the block, so that the terminal stays usable after other output, or when the
 * process ends.
 */
final class Screen {
    private List<String> drawn = List.of();

    /**
     * Returns the text that prints the permanent lines above the block, which is cut to the window.
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

    /** If the block no longer fits its window, the terminal may have wrapped it in an unknown way: it is not erased. */
    private String erased(WindowSize window) {
        var fits = drawn.stream().allMatch(line -> DisplayWidth.of(line) < window.columns());
        return drawn.isEmpty() || !fits ? "" : "\u001b[" + drawn.size() + "A\r\u001b[J";
    }

    /** Leaves one line and one column free: the cursor needs a place, and no line may wrap. */
    private static List<String> cut(List<String> block, WindowSize window) {
        int most = Math.max(0, window.lines() - 1);
        return block.subList(Math.max(0, block.size() - most), block.size()).stream()
                .map(line -> DisplayWidth.cut(line, Math.max(1, window.columns() - 1)))
                .toList();
    }
}

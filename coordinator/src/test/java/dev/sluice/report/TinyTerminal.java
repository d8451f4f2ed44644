package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A terminal that knows what the console needs: breaking lines at its right edge, scrolling at its lower one, the cursor up, and erasing
 * to the end of the screen. Everything else it refuses.
 */
final class TinyTerminal {
    private static final Pattern SEQUENCE = Pattern.compile("\\x1b\\[([0-9;]*)([A-Za-z])");

    private final List<StringBuilder> rows = new ArrayList<>();
    private final int columns;
    private int lines;
    private int top;
    private int row;
    private int column;

    TinyTerminal(int columns, int lines) {
        this.columns = columns;
        this.lines = lines;
        rows.add(new StringBuilder());
    }

    void write(String text) {
        var sequence = SEQUENCE.matcher(text);
        for (int at = 0; at < text.length(); ) {
            if (sequence.region(at, text.length()).lookingAt()) {
                obey(sequence.group(2), sequence.group(1));
                at = sequence.end();
            } else {
                put(text.charAt(at++));
            }
        }
    }

    private void obey(String command, String number) {
        switch (command) {
            case "A" -> row = Math.max(top, row - Integer.parseInt(number));
            case "J" -> {
                rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                rows.subList(row + 1, rows.size()).clear();
            }
            case "m" -> {}
            default -> throw new IllegalArgumentException("ESC[" + number + command);
        }
    }

    private void put(char sign) {
        switch (sign) {
            case '\r' -> column = 0;
            case '\n' -> down();
            default -> print(sign);
        }
    }

    private void print(char sign) {
        if (Character.isISOControl(sign)) {
            throw new IllegalArgumentException("U+%04X".formatted((int) sign));
        }
        if (column == columns) {
            column = 0;
            down();
        }
        var text = rows.get(row);
        text.append(" ".repeat(Math.max(0, column - text.length())));
        text.replace(column, Math.min(column + 1, text.length()), String.valueOf(sign));
        column++;
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
        top = Math.max(top, row - lines + 1);
    }

    /** A window of fewer lines keeps the last ones. */
    void resize(int newLines) {
        lines = newLines;
        top = Math.max(top, row - lines + 1);
    }

    /** All that can be seen by scrolling back, without the empty line at the end. */
    String text() {
        return String.join("\n", rows).stripTrailing() + "\n";
    }
}

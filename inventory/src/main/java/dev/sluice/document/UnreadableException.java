package dev.sluice.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** A file that is not YAML, or too large: reading stops here, with the position and the reason. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position at;
    private final String reason;

    UnreadableException(Position at, String reason) {
        super(reason);
        this.at = at;
        this.reason = reason;
    }

    Position at() {
        return at;
    }

    String reason() {
        return reason;
    }

    /** Translates a parser's exception for the author of the file. */
    static UnreadableException of(RuntimeException thrown, String text) {
        if (thrown instanceof UnreadableException unreadable) {
            return unreadable;
        }
        if (thrown instanceof MarkedYamlEngineException marked) {
            Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
            var at = mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
                    .orElse(new Position(1, 1));
            return new UnreadableException(at, "this is not YAML: " + words(marked) + hint(words(marked)));
        }
        if (thrown instanceof ReaderException unprintable) {
            var character = String.format("U+%04X", unprintable.getCodePoint());
            return new UnreadableException(
                    position(text, unprintable.getPosition()), "the character " + character + " is not allowed here");
        }
        return new UnreadableException(new Position(1, 1), "this cannot be read as YAML: " + thrown.getMessage());
    }

    private static String words(MarkedYamlEngineException marked) {
        var problem = marked.getProblem() == null ? "" : marked.getProblem();
        var context = marked.getContext() == null ? "" : marked.getContext() + ", ";
        return NearMatch.harmless(context + problem);
    }

    private static String hint(String problem) {
        if (problem.contains("TAB")) {
            return "; indent with blanks, not tabs";
        }
        if (problem.contains("cannot start any token")) {
            return "; a text that begins with @ % or ` needs quotes";
        }
        if (problem.contains("flow sequence") || problem.contains("flow mapping")) {
            return "; inside [ ] and { } a text with [ ] { } or , needs quotes";
        }
        return "";
    }

    /** The position of a character, counted from 0. */
    static Position position(String text, int index) {
        var before = text.substring(0, Math.min(index, text.length()));
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(Math.toIntExact(line), before.length() - before.lastIndexOf('\n'));
    }
}

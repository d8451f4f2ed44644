package dev.sluice.it.mutation;

import dev.sluice.it.mutation.Token.Kind;
import dev.sluice.it.mutation.Token.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads the words and operators of POSIX shell text, as far as the host scripts use it. Comments and here-documents are passed over. */
final class ShellLexer {
    private static final List<String> OPERATORS = List.of(";;", "&&", "||", ";", "&", "|", "(", ")", "\n");

    private final String text;
    private final int end;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<String> documents = new ArrayDeque<>();
    private int at;

    private ShellLexer(String text, Span span) {
        this.text = text;
        this.at = span.start();
        this.end = span.end();
    }

    static List<Token> tokens(String text, Span span) {
        var lexer = new ShellLexer(text, span);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        while (at < end) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (text.startsWith("\\\n", at)) {
                at += 2;
            } else if (c == '#') {
                skipTo(text.indexOf('\n', at));
            } else if (!redirection() && !operator()) {
                word();
            }
        }
    }

    private void skipTo(int offset) {
        at = offset < 0 || offset > end ? end : offset;
    }

    private boolean operator() {
        for (var operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                add(Kind.OPERATOR, at + operator.length(), List.of());
                if (operator.equals("\n")) {
                    skipDocuments();
                }
                return true;
            }
        }
        return false;
    }

    private void skipDocuments() {
        while (!documents.isEmpty()) {
            var delimiter = documents.poll() + "\n";
            while (at < end && !text.startsWith(delimiter, at)) {
                skipTo(text.indexOf('\n', at) + 1);
            }
            skipTo(at + delimiter.length());
        }
    }

    private boolean redirection() {
        int to = at;
        while (to < end && Character.isDigit(text.charAt(to))) {
            to++;
        }
        if (to >= end || (text.charAt(to) != '<' && text.charAt(to) != '>')) {
            return false;
        }
        while (to < end && "<>&".indexOf(text.charAt(to)) >= 0) {
            to++;
        }
        var operator = text.substring(at, to);
        add(Kind.REDIRECTION, to, List.of());
        if (operator.endsWith("<<")) {
            int name = at;
            while (name < end && Character.isLetter(text.charAt(name))) {
                name++;
            }
            documents.add(text.substring(at, name));
        }
        return true;
    }

    private void word() {
        var nested = new ArrayList<Span>();
        int to = at;
        while (to < end && " \t\n;&|()<>".indexOf(text.charAt(to)) < 0) {
            to = afterPart(to, nested);
        }
        if (to == at) {
            throw new IllegalStateException("cannot read " + text.substring(at, Math.min(end, at + 40)));
        }
        add(Kind.WORD, to, nested);
    }

    /** The offset behind a character, a quotation or an expansion. */
    private int afterPart(int from, List<Span> nested) {
        return switch (text.charAt(from)) {
            case '\\' -> from + 2;
            case '\'' -> text.indexOf('\'', from + 1) + 1;
            case '"' -> afterQuotation(from, nested);
            case '$' -> afterExpansion(from, nested);
            default -> from + 1;
        };
    }

    private int afterQuotation(int from, List<Span> nested) {
        int to = from + 1;
        while (text.charAt(to) != '"') {
            char c = text.charAt(to);
            if (c == '\\') {
                to += 2;
            } else if (c == '$') {
                to = afterExpansion(to, nested);
            } else {
                to++;
            }
        }
        return to + 1;
    }

    private int afterExpansion(int from, List<Span> nested) {
        if (text.startsWith("$((", from)) {
            return afterBracket(from + 1, '(', ')', new ArrayList<>());
        }
        if (text.startsWith("$(", from)) {
            int to = afterBracket(from + 1, '(', ')', new ArrayList<>());
            nested.add(new Span(from + 2, to - 1));
            return to;
        }
        if (text.startsWith("${", from)) {
            return afterBracket(from + 1, '{', '}', nested);
        }
        return from + 1;
    }

    private int afterBracket(int from, char open, char close, List<Span> nested) {
        int depth = 0;
        int to = from;
        do {
            char c = text.charAt(to);
            if (c == open) {
                depth++;
            } else if (c == close) {
                depth--;
            }
            to = c == open || c == close ? to + 1 : afterPart(to, nested);
        } while (depth > 0);
        return to;
    }

    private void add(Kind kind, int to, List<Span> nested) {
        tokens.add(new Token(kind, at, to, text.substring(at, to), List.copyOf(nested)));
        at = to;
    }
}

package dev.sluice.it.mutation;

import dev.sluice.it.mutation.SimpleCommand.Place;
import dev.sluice.it.mutation.Token.Kind;
import dev.sluice.it.mutation.Token.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Finds the commands and the arms of a script, also those in command substitutions. */
final class ScriptReader {
    private static final Set<String> BEGINNINGS = Set.of("if", "while", "until", "{");
    private static final Set<String> CONTINUATIONS = Set.of("then", "do", "else", "elif");
    private static final Set<String> ENDS = Set.of("fi", "done", "}");

    private final String text;
    private final List<Token> tokens;
    private final ParsedScript found;
    private final Deque<Integer> cases = new ArrayDeque<>();
    private int at;
    private boolean statement = true;
    private boolean command = true;
    private boolean pattern;
    private String before = "\n";
    private Place place = Place.BODY;
    private int position;
    private int probe;
    private int arm;

    private ScriptReader(String text, Span span, ParsedScript found) {
        this.text = text;
        this.tokens = ShellLexer.tokens(text, span);
        this.found = found;
        this.probe = span.start();
    }

    static ParsedScript read(String text) {
        var found = new ParsedScript(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        new ScriptReader(text, new Span(0, text.length()), found).read();
        return found;
    }

    private void read() {
        while (at < tokens.size()) {
            var token = tokens.get(at);
            if (pattern) {
                readPattern(token);
            } else if (token.kind() == Kind.OPERATOR) {
                readOperator(token.text());
            } else if (token.kind() == Kind.REDIRECTION) {
                at += 2;
            } else if (command) {
                readWord(token);
            } else {
                nested(token);
                at++;
            }
        }
    }

    private void readPattern(Token token) {
        if (token.isOperator("\n")) {
            at++;
            return;
        }
        pattern = false;
        if (token.isWord("esac")) {
            cases.pop();
            arm = 0;
            expectOperator();
            return;
        }
        var patterns = new ArrayList<Token>();
        while (!tokens.get(at).isOperator(")")) {
            if (tokens.get(at).kind() == Kind.WORD) {
                patterns.add(tokens.get(at));
            }
            at++;
        }
        int body = tokens.get(at).end();
        expectStatement(")");
        boolean returns = at + 1 < tokens.size() && isBareReturn(tokens.get(at));
        found.arms().add(new CaseArm(List.copyOf(patterns), cases.element(), body, returns));
        arm = patterns.size();
    }

    private void readOperator(String operator) {
        if (operator.equals(";;")) {
            pattern = true;
            arm = 0;
            at++;
        } else if (operator.equals(")")) {
            expectOperator();
        } else if (operator.equals("&&") || operator.equals("||")) {
            position++;
            expectCommand(operator);
        } else if (operator.equals("|")) {
            expectCommand(operator);
        } else if (operator.equals("\n") && command && !statement) {
            at++; // a line that goes on
        } else if (operator.equals("\n") && arm > 0) {
            at++; // the arm's commands are on lines of their own
        } else {
            expectStatement(operator);
        }
    }

    private void readWord(Token token) {
        if (token.isWord("!")) {
            beginStatement(token);
            at++;
        } else if (CONTINUATIONS.contains(token.text())) {
            place = token.isWord("elif") ? Place.IF : Place.BODY;
            expectStatement(token.text());
        } else if (ENDS.contains(token.text())) {
            position = 1; // what follows depends on more than one command
            expectOperator();
        } else if (isFunction()) {
            found.functions().add(token.text());
            statement = false;
            at += 3;
        } else {
            beginStatement(token);
            readBeginning(token);
        }
    }

    private boolean isFunction() {
        return at + 1 < tokens.size() && tokens.get(at + 1).isOperator("(");
    }

    private void beginStatement(Token token) {
        if (!statement) {
            return;
        }
        statement = false;
        position = 0;
        // The tests replace the line of PATH in the script's text, and a bare return passes on what came before it.
        if (!token.text().startsWith("PATH=") && !isBareReturn(token)) {
            probe = token.start();
            found.probes().add(probe);
        }
    }

    private boolean isBareReturn(Token token) {
        return token.isWord("return") && tokens.get(at + 1).kind() == Kind.OPERATOR;
    }

    private void readBeginning(Token token) {
        if (BEGINNINGS.contains(token.text())) {
            place = switch (token.text()) {
                case "if" -> Place.IF;
                case "while" -> Place.WHILE;
                case "until" -> Place.UNTIL;
                default -> place;
            };
            expectStatement(token.text());
        } else if (token.isWord("for")) {
            expectOperator();
        } else if (token.isWord("case")) {
            nested(tokens.get(at + 1));
            at += 3;
            cases.push(probe);
            pattern = true;
        } else {
            readCommand();
        }
    }

    private void readCommand() {
        int start = tokens.get(at).start();
        int end = start;
        var words = new ArrayList<Token>();
        boolean redirected = false;
        while (at < tokens.size() && tokens.get(at).kind() != Kind.OPERATOR) {
            var token = tokens.get(at);
            if (token.kind() == Kind.WORD && !redirected) {
                words.add(token);
            }
            redirected = token.kind() == Kind.REDIRECTION;
            nested(token);
            end = token.end();
            at++;
        }
        var after = at < tokens.size() ? tokens.get(at).text() : "";
        found.commands()
                .add(new SimpleCommand(start, end, List.copyOf(words), before, after, place, position, probe, arm));
        arm = 0;
        command = false;
    }

    private void nested(Token token) {
        token.nested().forEach(span -> new ScriptReader(text, span, found).read());
    }

    private void expectStatement(String word) {
        statement = true;
        arm = 0;
        position = 0;
        expectCommand(word);
    }

    private void expectCommand(String word) {
        command = true;
        before = word;
        at++;
    }

    private void expectOperator() {
        statement = false;
        command = false;
        at++;
    }
}

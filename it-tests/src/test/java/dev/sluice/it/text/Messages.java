package dev.sluice.it.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;

/** The messages of main code that a user can meet, as the code makes them. */
final class Messages {
    /** Types and methods that make a message, and at which of their arguments what, why and next are; -1 where there is none. */
    private static final Map<String, Parts> MAKERS = Map.ofEntries(
            Map.entry("RefusedException", new Parts(1, -1, 2)),
            Map.entry("Failure", new Parts(2, 3, 4)),
            Map.entry("Blocker", new Parts(1, 2, 3)),
            Map.entry("HostException", new Parts(2, -1, 3)),
            Map.entry("EndpointException", new Parts(1, -1, 2)),
            Map.entry("ProofException", new Parts(0, 1, 2)),
            Map.entry("Finding.problem", new Parts(1, 2, 3)),
            Map.entry("Finding.warning", new Parts(1, 2, 3)));

    private record Parts(int what, int why, int next) {}

    /**
     * One message.
     *
     * @param shown what, why and next as a person reads them, with … for what is not known before
     */
    record Message(String file, long line, String what, String why, String next, Shown shown) {
        String row() {
            return "| %s:%d | %s | %s | %s |".formatted(file, line, what, why, next);
        }
    }

    /** Empty where the code has no text there. */
    record Shown(String what, String why, String next) {}

    private Messages() {}

    static List<Message> all() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(ProjectText.code());
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, sources);
            var positions = Trees.instance(task).getSourcePositions();
            var found = new ArrayList<Message>();
            for (var unit : task.parse()) {
                new Scanner(unit, positions, found).scan(unit, null);
            }
            return found;
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Message> found;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<Message> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void unused) {
            add(made.getIdentifier().toString(), made.getArguments(), made);
            return super.visitNewClass(made, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            add(call.getMethodSelect().toString(), call.getArguments(), call);
            return super.visitMethodInvocation(call, null);
        }

        private void add(String maker, List<? extends ExpressionTree> arguments, ExpressionTree at) {
            var parts = MAKERS.get(maker);
            if (parts == null || arguments.size() <= parts.next()) {
                return;
            }
            var line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, at));
            var file = String.valueOf(Objects.requireNonNull(
                    Path.of(unit.getSourceFile().getName()).getFileName()));
            found.add(new Message(
                    file,
                    line,
                    text(arguments, parts.what()),
                    text(arguments, parts.why()),
                    text(arguments, parts.next()),
                    new Shown(
                            shown(arguments, parts.what()),
                            shown(arguments, parts.why()),
                            shown(arguments, parts.next()))));
        }

        /** The expression on one line; literals that are joined become one. */
        private static String text(List<? extends ExpressionTree> arguments, int index) {
            return index < 0
                    ? ""
                    : arguments.get(index).toString().replaceAll("\\s+", " ").replace("\" + \"", "");
        }

        private static String shown(List<? extends ExpressionTree> arguments, int index) {
            return index < 0 ? "" : shown(arguments.get(index)).replaceAll("(… ?)+…", "…");
        }

        private static String shown(Tree part) {
            if (part instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            } else if (part instanceof BinaryTree joined && joined.getKind() == Tree.Kind.PLUS) {
                return shown(joined.getLeftOperand()) + shown(joined.getRightOperand());
            } else if (part instanceof ParenthesizedTree inner) {
                return shown(inner.getExpression());
            } else if (part instanceof MethodInvocationTree call
                    && call.getMethodSelect().toString().equals("List.of")
                    && call.getArguments().size() == 1) {
                return shown(call.getArguments().get(0));
            }
            return "…";
        }
    }
}

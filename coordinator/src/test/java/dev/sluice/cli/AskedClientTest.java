package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person at the terminal of a client is asked there, while the daemon has the plan that is approved. */
class AskedClientTest {
    private final List<String> questions = new ArrayList<>();
    private ServedProject served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedProject();
    }

    @AfterEach
    void end() {
        served.close();
    }

    private final class Person implements CommandHost {
        private final Predicate<String> answer;

        Person(Predicate<String> answer) {
            this.answer = answer;
        }

        @Override
        public <T> T work(State state, PrintWriter err, Work<T> work) {
            throw new IllegalStateException("nothing is worked on here");
        }

        @Override
        public boolean isInteractive() {
            return true;
        }

        @Override
        public String approvedBy(String actor, String name) {
            return name;
        }

        @Override
        public boolean confirms(String question) {
            questions.add(question);
            return answer.test(question);
        }

        @Override
        public boolean drawsInPlace() {
            return false;
        }

        @Override
        public boolean isColoured() {
            return true;
        }

        @Override
        public int columns() {
            return 0;
        }

        @Override
        public void onSignal(Signals.Stop stop, PrintWriter err) {}
    }

    private CommandLineRun release(Predicate<String> answer) throws Exception {
        var words = new String[] {
            "--server",
            served.url(),
            "release",
            "--release",
            "v2",
            "--artifact",
            served.archive().toString()
        };
        var out = new StringWriter();
        var err = new StringWriter();
        int code = SluiceCommand.commandLineFor(new Person(answer), words)
                .setExecutionStrategy(new ServerStrategy())
                .setDefaultValueProvider(new EnvironmentDefaults(Map.of("SLUICE_TOKEN", "alice")))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    @Test
    void a_release_starts_when_the_person_agrees() throws Exception {
        var run = release(question -> true);
        assertEquals(0, run.exitCode(), run::err);
        assertEquals(1, questions.size());
        assertTrue(questions.get(0).contains("Release to 2 hosts"), questions::toString);
        assertEquals("v2", served.project().live("web02"));
        assertTrue(run.out().contains("\u001b["), "coloured as the terminal here is");
    }

    @Test
    void nothing_starts_when_the_person_does_not() throws Exception {
        var run = release(question -> false);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("not confirmed; nothing was changed"), run::err);
        assertEquals("1", served.project().live("web01"));
    }
}

package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiles a class on a wrong floor, and expects the rule of that floor to say so. */
@TestInstance(Lifecycle.PER_CLASS)
class WrongFloorTest {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    /** Kept for all classes: to open the class path costs more than to compile one. */
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

    @TempDir
    private Path all;

    private Path directory = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        directory = Files.createTempDirectory(all, "floor");
    }

    @AfterAll
    void close() throws IOException {
        files.close();
    }

    @ParameterizedTest(name = "{0} may not know {1}")
    @CsvSource({
        "document, dev.sluice.inventory.HostName",
        "inventory, dev.sluice.playbook.Playbook",
        "cron, dev.sluice.playbook.Playbook",
        "playbook, dev.sluice.host.HostSession",
        "artifact, dev.sluice.host.HostSession",
        "endpoint, dev.sluice.host.HostSession",
        "host, dev.sluice.step.Step",
        "step, dev.sluice.plan.RolloutPlan",
        "plan, dev.sluice.rollout.RolloutState",
        "schedule, dev.sluice.rollout.RolloutState",
        "message, dev.sluice.rollout.RolloutState",
        "quartz, dev.sluice.journal.FileRolloutStore",
        "notify, dev.sluice.http.OkWebPost",
        "rollout, dev.sluice.engine.Journal",
        "engine, dev.sluice.codec.PlanCodec",
        "codec, dev.sluice.ssh.MinaHostConnector",
        "ssh, dev.sluice.http.OkHostHttpFactory",
        "http, dev.sluice.ssh.MinaHostConnector",
        "fastcgi, dev.sluice.probe.PlaybookHealthProbe",
        "opcache, dev.sluice.engine.Journal",
        "probe, dev.sluice.fastcgi.FastCgiHttp",
        "secret, dev.sluice.journal.FileRolloutStore",
        "shell, dev.sluice.journal.FileRolloutStore",
        "journal, dev.sluice.report.Summary",
        "report, dev.sluice.journal.FileRolloutStore",
        "readiness, dev.sluice.engine.Journal",
        "operation, dev.sluice.ssh.MinaHostConnector",
        "operation, dev.sluice.view.Listing",
        "view, dev.sluice.report.Summary",
        "wiring, dev.sluice.demo.EmbeddedFleet",
        "daemon, dev.sluice.ssh.MinaHostConnector",
        "access, dev.sluice.engine.Journal",
        "web, dev.sluice.ssh.MinaHostConnector",
        "remote, dev.sluice.engine.Journal",
        "demo, dev.sluice.wiring.Coordinator",
        "cli, dev.sluice.ssh.MinaHostConnector",
    })
    void a_class_on_the_wrong_floor_breaks_the_rule(String floor, String known) throws Exception {
        assertBreaks("floor " + floor, floor, known + " field;");
    }

    @ParameterizedTest(name = "{0}: {2} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sshd | http | org.apache.sshd.client.SshClient field;",
                "okhttp | opcache | okhttp3.OkHttpClient field;",
                "mail | report | jakarta.mail.Session field;",
                "pure core | message | Object field = java.time.Instant.now();",
                "javalin | operation | io.javalin.Javalin field;",
                "micrometer | daemon | io.micrometer.core.instrument.MeterRegistry field;",
                "quartz | schedule | org.quartz.Scheduler field;",
                "pure core | schedule | Object field = java.time.Instant.now();",
                "picocli | operation | picocli.CommandLine field;",
                "jackson | rollout | tools.jackson.databind.JsonNode field;",
                "zstd | engine | com.github.luben.zstd.ZstdInputStream field;",
                "compress | engine | org.apache.commons.compress.archivers.ArchiveEntry field;",
                "pure core | plan | Object field = java.time.Instant.now();",
                "pure core | rollout | java.nio.file.Path field;",
                "pure core | plan | Object field = new java.util.Random();",
                "pure core | readiness | Object field = java.time.Instant.now();",
                "values in the core | rollout | int field;",
                "who makes a thing closes it | engine | void of(dev.sluice.host.Sessions sessions) { sessions.close(); }",
                "the engine reads time through its port | engine | Object field = System.nanoTime();",
                "the machine's zone counts nowhere | cli | Object field = java.time.ZoneId.systemDefault();",
                "standard streams | engine | { System.out.println(); }",
                "owner and mode | operation | Object of(java.nio.file.Path p) throws java.io.IOException { return java.nio.file.Files.getOwner(p); }",
                "raw answers | operation | String of(dev.sluice.host.CommandResult answer) { return answer.values().toString(); }",
                "raw answers | engine | Object of(dev.sluice.host.CommandResult answer) { return answer.find(\"x\"); }",
                "raw answers | engine | Object of(java.util.List<dev.sluice.host.CommandResult> all) { return all.stream().map(dev.sluice.host.CommandResult::values).toList(); }",
                "raw host text | cli | String of(dev.sluice.document.HostText text) { return text.raw(); }",
                "raw host text | view | Object of(java.util.Optional<dev.sluice.document.HostText> text) { return text.map(dev.sluice.document.HostText::raw); }",
                "raw pages | report | String of(dev.sluice.host.HttpAnswer answer) { return answer.body(); }",
                "raw pages | operation | Object of(dev.sluice.host.HttpAnswer answer) { return answer.header(\"server\"); }",
                "raw refusals | readiness | String of(dev.sluice.endpoint.EndpointRefusal refusal) { return refusal.error(); }",
                "every package is on the map | attic | Object field;",
            })
    void what_a_rule_forbids_breaks_it(String rule, String floor, String body) throws Exception {
        assertBreaks(rule, floor, body);
    }

    @Test
    void operations_that_know_each_other_break_the_rule() throws Exception {
        compile("dev.sluice.operation", "Misplaced", "Other field; } final class Other { Misplaced field;");
        assertTrue(violated("no cycles between operations"));
    }

    @Test
    void a_grab_bag_breaks_the_rule_of_names() throws Exception {
        compile("dev.sluice.operation", "HostUtils", "Object field;");
        assertTrue(violated("no grab bags"));
    }

    @Test
    void a_reader_of_answers_that_returns_plain_text_breaks_the_rule() throws Exception {
        compile("dev.sluice.host", "AnswerFields", "public String text(String key) { return key; }");
        assertTrue(violated("answers are host text"));
    }

    private void assertBreaks(String rule, String floor, String body) throws Exception {
        compile("dev.sluice." + floor, "Misplaced", body);
        assertTrue(violated(rule), () -> rule + " did not notice");
    }

    private boolean violated(String rule) {
        var found = Objects.requireNonNull(ArchitectureRules.all().get(rule), rule);
        var classes = new ClassFileImporter().importPath(directory);
        assertFalse(classes.isEmpty());
        return found.evaluate(classes).hasViolation();
    }

    private void compile(String inPackage, String name, String body) throws Exception {
        var source = directory.resolve(name + ".java");
        Files.writeString(source, "package " + inPackage + "; final class " + name + " { " + body + " }");
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
        var task = compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(source));
        assertTrue(task.call());
    }
}

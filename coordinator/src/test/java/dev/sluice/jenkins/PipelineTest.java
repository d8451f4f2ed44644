package dev.sluice.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The step for Jenkins, and the pipeline that uses it, in the interpreter of jenkins-pipeline-unit. */
class PipelineTest {
    private final Pipeline pipeline = new Pipeline();

    @BeforeEach
    void begin() throws Exception {
        pipeline.setUp();
    }

    private Object step(Map<String, ?> settings) {
        Script step = pipeline.loadScript("vars/sluiceRelease.groovy");
        return step.invokeMethod("call", new Object[] {settings});
    }

    @ParameterizedTest
    @CsvSource({
        "0, SUCCESS",
        "8, SUCCESS",
        "7, NOT_BUILT",
        "9, NOT_BUILT",
        "13, NOT_BUILT",
        "14, NOT_BUILT",
        "10, ABORTED",
        "143, ABORTED",
        "130, ABORTED"
    })
    void an_exit_code_is_the_result_of_the_build(int code, String result) {
        pipeline.exitCode = code;
        assertEquals(code, step(Map.of("artifact", "build.tar.gz")));
        assertEquals(result, pipeline.result());
        assertEquals(code == 8, String.valueOf(pipeline.description()).contains("waits for a promotion"));
        assertEquals(List.of("junit sluice-report/junit.xml", "archive sluice-report/**"), pipeline.kept);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 11, 12})
    void every_other_code_fails_the_build_with_its_reports_kept(int code) {
        pipeline.exitCode = code;
        var failure = assertThrows(RuntimeException.class, () -> step(Map.of()));
        assertTrue(String.valueOf(failure.getMessage()).contains("ended with " + code), failure::toString);
        assertEquals(2, pipeline.kept.size());
    }

    @Test
    void values_are_variables_and_never_text_of_the_shell() {
        step(Map.of("artifact", "a b; rm -rf /.tar.gz", "reason", "it's $(urgent)", "approvedBy", "anna"));
        assertEquals(List.of("\"$SLUICE_LAUNCHER\" release --yes"), pipeline.lines);
        assertTrue(pipeline.variables.contains("SLUICE_ARTIFACT=a b; rm -rf /.tar.gz"), pipeline.variables::toString);
        assertTrue(pipeline.variables.contains("SLUICE_REASON=it's $(urgent)"));
        assertTrue(pipeline.variables.contains("SLUICE_APPROVED_BY=anna"));
    }

    @Test
    void a_daemon_runs_the_command_with_a_token_that_is_a_credential() {
        step(Map.of("server", "https://deploy.example.com", "credentialsId", "sluice-token", "fleet", "prod/shop"));
        assertEquals(List.of("\"$SLUICE_LAUNCHER\" release --yes"), pipeline.lines);
        assertTrue(pipeline.variables.contains("SLUICE_SERVER=https://deploy.example.com"));
        assertTrue(pipeline.variables.contains("SLUICE_FLEET=prod/shop"));
        assertTrue(
                pipeline.variables.stream()
                        .anyMatch(values -> values.contains("sluice-token") && values.contains("SLUICE_TOKEN")),
                pipeline.variables::toString);
    }

    @Test
    void what_could_be_text_of_the_shell_is_refused() {
        assertThrows(RuntimeException.class, () -> step(Map.of("command", "release; reboot")));
        assertThrows(RuntimeException.class, () -> step(Map.of("arguments", List.of("--limit", "$(reboot)"))));
        assertEquals(List.of(), pipeline.lines);
    }

    @Test
    void reports_are_kept_when_the_build_is_aborted() {
        pipeline.aborted = true;
        assertThrows(RuntimeException.class, () -> step(Map.of()));
        assertEquals(2, pipeline.kept.size());
    }

    @Test
    void the_jenkinsfile_releases_the_canary_and_a_second_build_promotes() {
        pipeline.exitCode = 0;
        pipeline.runFile("release");
        assertEquals(
                List.of("./build.sh", "\"$SLUICE_LAUNCHER\" plan", "\"$SLUICE_LAUNCHER\" release --yes"),
                pipeline.lines);
        pipeline.lines.clear();
        pipeline.runFile("promote");
        assertEquals(List.of("\"$SLUICE_LAUNCHER\" promote --yes"), pipeline.lines);
    }

    /** What the steps of Jenkins do here: they are noted. */
    static final class Pipeline extends com.lesfurets.jenkins.unit.BasePipelineTest {
        final List<String> lines = new ArrayList<>();
        final List<String> variables = new ArrayList<>();
        final List<String> kept = new ArrayList<>();
        int exitCode;
        boolean aborted;

        @Override
        public void setUp() throws Exception {
            setScriptRoots(new String[] {"src/main/jenkins"});
            setScriptExtension("groovy");
            super.setUp();
            on("sh", Map.class, this::shell);
            on("sh", String.class, line -> lines.add(String.valueOf(line)));
            on("junit", Map.class, settings -> kept.add("junit " + ((Map<?, ?>) settings).get("testResults")));
            on(
                    "archiveArtifacts",
                    Map.class,
                    settings -> kept.add("archive " + ((Map<?, ?>) settings).get("artifacts")));
            on("error", String.class, message -> {
                throw new IllegalStateException(String.valueOf(message));
            });
            for (var ignored : List.of("sshUserPrivateKey", "file", "choice", "string")) {
                on(ignored, Map.class, settings -> settings);
            }
            on("library", String.class, name -> "");
            on("checkout", Object.class, scm -> "");
            on("properties", List.class, list -> "");
            on("parameters", List.class, list -> "");
            getHelper().registerAllowedMethod("disableConcurrentBuilds", List.of(), closure(none -> ""));
            getHelper().registerAllowedMethod("withEnv", List.of(List.class, Closure.class), body());
            getHelper().registerAllowedMethod("withCredentials", List.of(List.class, Closure.class), body());
            getBinding().setVariable("scm", "scm");
        }

        private Object shell(Object settings) {
            if (aborted) {
                throw new IllegalStateException("aborted");
            }
            lines.add(String.valueOf(((Map<?, ?>) settings).get("script")));
            return exitCode;
        }

        void runFile(String action) {
            Script step = loadScript("vars/sluiceRelease.groovy");
            getHelper()
                    .registerAllowedMethod(
                            "sluiceRelease",
                            List.of(Map.class),
                            closure(settings -> step.invokeMethod("call", new Object[] {settings})));
            getBinding().setVariable("params", Map.of("ACTION", action, "REASON", ""));
            setScriptExtension("");
            runScript("Jenkinsfile");
        }

        String result() {
            return String.valueOf(build().getOrDefault("result", "SUCCESS"));
        }

        Object description() {
            return build().get("description");
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> build() {
            return (Map<String, Object>) getBinding().getVariable("currentBuild");
        }

        private interface Doing {
            Object with(Object argument);
        }

        private void on(String step, Class<?> argument, Doing doing) {
            getHelper().registerAllowedMethod(step, List.of(argument), closure(doing));
        }

        /** Groovy calls it by its name. */
        @SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"})
        private Closure<Object> closure(Doing doing) {
            return new Closure<Object>(this) {
                private static final long serialVersionUID = 1L;

                public Object doCall(Object argument) {
                    return doing.with(argument);
                }
            };
        }

        /** Groovy calls it by its name. */
        @SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"})
        private Closure<Object> body() {
            return new Closure<Object>(this) {
                private static final long serialVersionUID = 1L;

                public Object doCall(Object values, Closure<?> body) {
                    ((List<?>) values).forEach(value -> variables.add(String.valueOf(value)));
                    return body.call();
                }
            };
        }
    }
}

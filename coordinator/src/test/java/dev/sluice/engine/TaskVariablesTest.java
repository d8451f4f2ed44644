package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Where;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskVariablesTest {
    private static TaskSpec task(Map<String, ConfiguredValue> env) {
        return new TaskSpec(
                "t",
                "true",
                Optional.empty(),
                new Where.EachHost(),
                false,
                Optional.empty(),
                Duration.ofMinutes(1),
                env,
                false,
                false,
                false,
                Optional.empty(),
                false);
    }

    private static String value(TaskVariables variables, String name) {
        return Optional.ofNullable(variables.all().get(name)).orElseThrow().reveal();
    }

    @Test
    void secrets_are_fetched_and_known_as_such_and_never_printed() throws Exception {
        var env = Map.of("TOKEN", ConfiguredValue.parse("Bearer env:T"), "STAGE", ConfiguredValue.plain("prod"));
        var variables = TaskVariables.of(task(env), Map.of("SLUICE_SITE", "shop"), reference -> new Secret("canary"));
        assertEquals("Bearer canary", value(variables, "TOKEN"));
        assertEquals("prod", value(variables, "STAGE"));
        assertEquals("shop", value(variables, "SLUICE_SITE"));
        assertEquals(
                List.of("canary"),
                variables.secrets().stream().map(Secret::reveal).toList());
        assertFalse(variables.toString().contains("canary"));
    }

    @Test
    void a_secret_that_cannot_be_had_is_said_before_anything_runs() {
        var env = Map.of("TOKEN", ConfiguredValue.parse("env:T"));
        assertThrows(
                SecretException.class,
                () -> TaskVariables.of(task(env), Map.of(), reference -> {
                    throw new SecretException(reference + " is not set");
                }));
    }
}

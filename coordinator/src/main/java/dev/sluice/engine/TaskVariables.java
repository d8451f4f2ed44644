package dev.sluice.engine;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.playbook.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of one run of a task: the variables that Sluice sets, and the task's own variables, whose secrets are fetched now.
 *
 * @param all by name
 * @param secrets those that have to be masked
 */
record TaskVariables(Map<String, Secret> all, List<Secret> secrets) {
    /**
     * Fetches the task's secrets.
     *
     * @param given {@code SLUICE_…} by name
     * @throws SecretException when a secret cannot be fetched
     */
    static TaskVariables of(TaskSpec task, Map<String, String> given, SecretSource source) throws SecretException {
        var all = new LinkedHashMap<String, Secret>();
        var secrets = new ArrayList<Secret>();
        given.forEach((name, value) -> all.put(name, new Secret(value)));
        for (var own : task.env().entrySet()) {
            var value = own.getValue();
            all.put(own.getKey(), value.resolve(source));
            if (value.secret().isPresent()) {
                secrets.add(source.resolve(value.secret().get()));
            }
        }
        return new TaskVariables(all, List.copyOf(secrets));
    }
}

package dev.sluice.engine;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.document.SecretSource;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.HealthCheck.HttpCheck;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The secrets that a site may have been given by Sluice: in requests to it, and in the environment of its tasks. */
public final class KnownSecrets {
    private KnownSecrets() {}

    /** A secret that cannot be fetched now was not sent either. */
    public static SecretMask mask(Host host, Playbook playbook, SecretSource source) {
        var secrets = new ArrayList<Secret>();
        references(host, playbook).distinct().forEach(reference -> {
            try {
                secrets.add(source.resolve(reference));
            } catch (SecretException notSent) {
                return;
            }
        });
        return SecretMask.of(secrets);
    }

    /** What requests to a host, its checks and the tasks refer to; the same reference may occur more than once. */
    public static Stream<SecretReference> references(Host host, Playbook playbook) {
        var checks = playbook.health().stream()
                .flatMap(check -> check instanceof HttpCheck page ? page.headers().values().stream() : Stream.empty());
        var tasks = playbook.tasks();
        var environment = Stream.of(tasks.prepare(), tasks.beforeSwitch(), tasks.afterSwitch(), tasks.finish())
                .flatMap(List::stream)
                .map(TaskSpec::env)
                .flatMap(env -> env.values().stream());
        var values = Stream.of(host.web().headers().values().stream(), checks, environment)
                .flatMap(each -> each)
                .map(ConfiguredValue::secret)
                .flatMap(Optional::stream);
        var endpoint = playbook.opcache().of(host).endpoint();
        return Stream.concat(
                values, endpoint instanceof EndpointChoice.Own own ? Stream.of(own.header()) : Stream.empty());
    }
}

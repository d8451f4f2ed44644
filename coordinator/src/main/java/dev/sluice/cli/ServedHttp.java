package dev.sluice.cli;

import dev.sluice.access.Callers;
import dev.sluice.access.People;
import dev.sluice.access.Scope;
import dev.sluice.access.TokenStore;
import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSpec.Http;
import dev.sluice.daemon.DaemonSpec.PeopleSpec;
import dev.sluice.daemon.SiteFront;
import dev.sluice.document.SecretException;
import dev.sluice.operation.Notices;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.web.HttpFront;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.LocalFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Opens the HTTP front of a daemon. */
record ServedHttp(Path state, Coordinator coordinator, Notices notices, Supplier<SiteFront> fronts) {
    /** @throws RefusedException when it cannot be served as the file has it */
    HttpFront open(Http http, Daemon daemon) throws RefusedException {
        var tokens = new TokenStore(state, coordinator.time()::now, new SecureRandom());
        var people =
                http.people().isPresent() ? Optional.of(people(http.people().get())) : Optional.<People>empty();
        var callers = new Callers(tokens, people, coordinator.time()::now);
        try {
            return new HttpFront(
                    http.listen(),
                    daemon.sites(),
                    new HttpFront.Means(
                            callers,
                            http.artifacts(),
                            coordinator,
                            fronts,
                            notices,
                            new SecureRandom(),
                            ServedCommands::new,
                            state));
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE, List.of(String.valueOf(e.getMessage())), "end what listens there, or name another");
        }
    }

    private static People people(PeopleSpec spec) throws RefusedException {
        try {
            var secret = LocalFacts.secrets(System.getenv()).resolve(spec.secret());
            return new People(spec.header(), spec.proxies(), secret.reveal(), scopes(spec.scopes()));
        } catch (SecretException e) {
            throw new RefusedException(
                    Reason.PREFLIGHT, List.of(String.valueOf(e.getMessage())), "mend people in sluice.yml");
        }
    }

    private static Map<String, Set<Scope>> scopes(Map<String, Set<String>> words) {
        var scopes = new HashMap<String, Set<Scope>>();
        words.forEach(
                (name, some) -> scopes.put(name, some.stream().map(Scope::of).collect(Collectors.toSet())));
        return scopes;
    }
}

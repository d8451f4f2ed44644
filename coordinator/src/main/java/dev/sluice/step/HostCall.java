package dev.sluice.step;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.host.OutputListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One run of a host script; a refusal becomes a {@link StepException}. */
record HostCall(
        HostScript script,
        Map<String, String> values,
        HostCommand.Input input,
        OutputListener output,
        Optional<Duration> longest) {
    /** More than the 20 seconds that a script waits for its critical section, and the 30 that it waits for GO. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Time to digest or remove a large release on a slow disk; the host sends nothing meanwhile. */
    private static final Duration WORK = Duration.ofMinutes(10);

    private static final Set<HostScript> LONG =
            Set.of(HostScripts.PRUNE, HostScripts.ASSETS, HostScripts.WAY_BACK, HostScripts.CONVERT);

    static HostCall of(HostScript script, String path) {
        return new HostCall(
                script, Map.of("path", path), new HostCommand.NoInput(), OutputListener.none(), Optional.empty());
    }

    static HostCall of(HostScript script, Lease lease) {
        return of(script, lease.path()).with("rollout", lease.rollout()).with("token", Long.toString(lease.token()));
    }

    HostCall with(String key, String value) {
        var more = new TreeMap<>(values);
        more.put(key, value);
        return new HostCall(script, more, input, output, longest);
    }

    /** A list is sent as lines. */
    HostCall with(String key, List<String> lines) {
        return with(key, String.join("\n", lines));
    }

    HostCall giving(HostCommand.Input given) {
        return new HostCall(script, values, given, output, longest);
    }

    HostCall streamingTo(OutputListener listener) {
        return new HostCall(script, values, input, listener, longest);
    }

    /** The script sends signs of life for this long. */
    HostCall lasting(Duration whole) {
        return new HostCall(script, values, input, output, Optional.of(whole));
    }

    HostCall giving(byte[] payload) {
        return giving(new HostCommand.Payload(out -> out.write(payload)));
    }

    Answer on(HostSession session) throws StepException, HostException {
        var usual = new HostCommand(script, values, input, patience(), output);
        var result = session.run(longest.map(whole -> new HostCommand(script, values, input, patience(), whole, output))
                .orElse(usual));
        if (!result.ok()) {
            throw StepException.of(session.host(), script.name(), result);
        }
        return new Answer(session.host(), script.name(), result);
    }

    private Duration patience() {
        return input instanceof HostCommand.Payload || LONG.contains(script) ? WORK : SILENCE;
    }
}

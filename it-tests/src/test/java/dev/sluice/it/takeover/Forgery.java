package dev.sluice.it.takeover;

import dev.sluice.codec.PlanCodec;
import dev.sluice.document.SecretException;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointPublicKey;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.LockedException;
import dev.sluice.engine.RecordKeys;
import dev.sluice.journal.FileRecordCopies;
import dev.sluice.journal.FileRolloutStore;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.playbook.Where;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record that nobody made: plan, journal and chain are right, and it has a task for the coordinator's machine.
 *
 * @param genuine a copy of a real one, whose hosts and signature it takes
 * @param seal what is in place of a signature
 */
record Forgery(Path genuine, Standing standing, Seal seal) {
    static final String ID = "r-badc0de0";

    /** What the forged rollout waits for. */
    enum Standing {
        HELD,
        PAUSED,
        INTERRUPTED
    }

    /** How it is signed. */
    enum Seal {
        NONE,
        OF_A_STRANGER,
        OF_ANOTHER_RECORD
    }

    /** Writes it as one of a host's copies. */
    void write(Path copies, Path pwned) throws IOException {
        var scratch = Files.createTempDirectory("forgery");
        var plan = plan(pwned);
        try {
            record(scratch, plan);
            var stranger = new Stranger(EndpointKey.generate(new SecureRandom()));
            var copy = new FileRecordCopies(scratch, stranger).export(FleetName.of(plan), plan.id());
            var there = Files.createDirectories(copies.resolve(ID));
            Files.writeString(there.resolve("plan.json"), copy.plan());
            Files.writeString(there.resolve("journal.jsonl"), copy.journal());
            Files.writeString(
                    there.resolve("head.json"),
                    switch (seal) {
                        case NONE -> "";
                        case OF_A_STRANGER -> copy.head();
                        case OF_ANOTHER_RECORD -> Files.readString(genuine.resolve("head.json"));
                    });
        } catch (JournalException | LockedException e) {
            throw new IOException(e);
        } finally {
            delete(scratch);
        }
    }

    private RolloutPlan plan(Path pwned) throws IOException {
        try {
            var real = new PlanCodec().decode(Files.readString(genuine.resolve("plan.json")));
            var task = new TaskSpec(
                    "note",
                    "touch " + pwned,
                    Optional.empty(),
                    new Where.Coordinator(),
                    true,
                    Optional.empty(),
                    Duration.ofMinutes(1),
                    Map.of(),
                    true,
                    true,
                    false,
                    Optional.empty(),
                    true);
            var tasks = new Tasks(List.of(task), List.of(task), List.of(task), List.of(task));
            var forged = real.with(real.hosts(), real.playbook().running(tasks));
            return new RolloutPlan(
                    new RolloutId(ID),
                    forged.purpose(),
                    forged.project(),
                    forged.inventory(),
                    forged.playbook(),
                    forged.strategy(),
                    forged.release(),
                    forged.hosts(),
                    forged.batches(),
                    forged.leftOut(),
                    forged.waivers(),
                    Instant.now(),
                    forged.actor());
        } catch (dev.sluice.codec.CodecException e) {
            throw new IOException(e);
        }
    }

    private void record(Path scratch, RolloutPlan plan) throws JournalException, LockedException {
        try (var open = new FileRolloutStore(scratch, Instant::now).create(plan)) {
            var at = Instant.now();
            var events = new ArrayList<RolloutEvent>();
            events.add(new FleetEvent.RolloutStarted(at, open.planDigest(), "anna"));
            plan.hosts().forEach(host -> events.add(new HostEvent.HostLocked(at, host.name(), 1_000_000)));
            events.add(
                    switch (standing) {
                        case HELD -> new FleetEvent.Held(at, 1);
                        case PAUSED -> new FleetEvent.Paused(at, "anna");
                        case INTERRUPTED -> new FleetEvent.Interrupted(at, "SIGTERM");
                    });
            open.journal().append(events);
        }
    }

    /** Appends to a genuine copy that somebody promoted it, in a line with a right sum and chain. */
    static void addPromotion(Path copy) throws IOException {
        if (!Files.exists(copy)) {
            return;
        }
        var scratch = Files.createTempDirectory("forgery");
        try {
            var plan = new PlanCodec().decode(Files.readString(copy.resolve("plan.json")));
            var place = scratch.resolve(plan.fleet()).resolve(plan.id().value());
            copyTree(copy, place);
            Files.delete(place.resolve("head.json"));
            try (var open = new FileRolloutStore(scratch, Instant::now).open(plan.id())) {
                open.journal().append(List.of(new FleetEvent.Promoted(Instant.now(), 1, "anna")));
            }
            Files.writeString(
                    copy.resolve("journal.jsonl"),
                    Files.readString(place.resolve("journal.jsonl")),
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (JournalException | LockedException | dev.sluice.codec.CodecException e) {
            throw new IOException(e);
        } finally {
            delete(scratch);
        }
    }

    static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private record Stranger(EndpointKey key) implements RecordKeys {
        @Override
        public String project() {
            return "";
        }

        @Override
        public Optional<EndpointKey> signing() throws SecretException {
            return Optional.of(key);
        }

        @Override
        public List<EndpointPublicKey> trusted() {
            return List.of(key.publicKey());
        }
    }
}

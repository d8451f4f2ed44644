package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.journal.JournalOnBytes;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The record of one rollout, written and read by the real journal, on a disk that fills up, fails and loses what was not synced. It says which
 * events are on it for good.
 */
class SimulatedDisk extends UnaskedStore implements JournalOnBytes.Disk {
    private static final String DIGEST = "d".repeat(64);

    private final RolloutPlan plan;
    private final List<HostName> hosts;
    private final Random random;
    private final SimulationScheduler scheduler;
    private final SimulatedFaults faults;
    private final SimulationPromises promises;
    private final SimulationLog log;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int synced;
    private int acknowledged;
    private List<RolloutEvent> group = List.of();

    SimulatedDisk(
            RolloutPlan plan,
            Random random,
            SimulationScheduler scheduler,
            SimulatedFaults faults,
            SimulationPromises promises,
            SimulationLog log) {
        this.plan = plan;
        this.hosts = plan.hosts().stream().map(HostPlan::name).toList();
        this.random = random;
        this.scheduler = scheduler;
        this.faults = faults;
        this.promises = promises;
        this.log = log;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (faults.strikes(FaultKind.KILLED_BEFORE_RECORD, hosts)) {
            // What a process has written outlives it, synced or not.
            file.writeBytes(random.nextBoolean() ? bytes : new byte[0]);
            throw scheduler.kill();
        }
        if (faults.strikes(FaultKind.DISK_FULL, hosts)) {
            file.writeBytes(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            throw new IOException("No space left on device");
        }
        if (faults.strikes(FaultKind.TAIL_TORN, hosts)) {
            file.writeBytes(torn(bytes));
            throw scheduler.kill();
        }
        file.writeBytes(bytes);
    }

    /** Cut short, or with a hole: the blocks of a file come to the disk in any order. */
    private byte[] torn(byte[] bytes) {
        var torn = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        if (random.nextInt(3) == 0) {
            int hole = random.nextInt(torn.length);
            Arrays.fill(torn, hole, hole + random.nextInt(torn.length - hole), (byte) 0);
        }
        return torn;
    }

    @Override
    public void sync() throws IOException {
        if (faults.strikes(FaultKind.SYNC_FAILED, hosts)) {
            var all = file.toByteArray();
            file.reset();
            file.write(all, 0, random.nextBoolean() ? all.length : synced + random.nextInt(all.length - synced + 1));
            throw new IOException("Input/output error");
        }
        synced = file.size();
        acknowledge(group);
        if (faults.strikes(FaultKind.KILLED_AFTER_RECORD, hosts)) {
            throw scheduler.kill();
        }
    }

    private void acknowledge(List<RolloutEvent> events) {
        acknowledged += events.size();
        events.forEach(event -> log.step("recorded", event, ""));
        promises.recorded(events);
    }

    @Override
    public OpenRollout create(RolloutPlan created) throws JournalException {
        return open(created.id());
    }

    @Override
    public OpenRollout open(RolloutId id) throws JournalException {
        var opened = read();
        var events = opened.journal().events();
        if (events.size() < acknowledged) {
            throw scheduler.broken("what was synced is there", events.size() + " of " + acknowledged);
        }
        if (opened.length() + opened.torn() != file.size()) {
            throw scheduler.broken("a torn end is told", opened.toString());
        }
        var sound = Arrays.copyOf(file.toByteArray(), opened.length());
        file.reset();
        file.writeBytes(sound);
        synced = file.size();
        acknowledge(events.subList(acknowledged, events.size()));
        return new OpenRollout(plan, DIGEST, new Watched(opened.journal()), Path.of("nowhere"), List.of());
    }

    private JournalOnBytes.Opened read() throws JournalException {
        try {
            return JournalOnBytes.open(file.toByteArray(), DIGEST, this);
        } catch (JournalDamagedException e) {
            throw scheduler.broken("a crash is no damage", e.toString());
        }
    }

    private final class Watched implements Journal {
        private final Journal journal;

        Watched(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void append(List<RolloutEvent> events) throws JournalException {
            group = events;
            journal.append(events);
        }

        @Override
        public List<RolloutEvent> events() {
            return journal.events();
        }

        @Override
        public String head() {
            return journal.head();
        }

        @Override
        public void close() throws JournalException {
            journal.close();
        }
    }
}

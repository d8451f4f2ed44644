package dev.sluice.it.bench;

import dev.sluice.it.release.Operator;
import java.time.Duration;

/**
 * The whole command {@code sluice release}.
 *
 * @param preparation what is done to the hosts before each of its times
 */
record SluiceRelease(BenchFleet fleet, int batches, Preparation preparation) implements Side {
    enum Preparation {
        NONE,
        /** Releases on the hosts become two hours older, so that those which are due to go were out of service long enough to be recycled. */
        SET_BACK,
        /** The hosts have no file of the site, and the coordinator has no record of it. */
        EMPTY
    }

    @Override
    public String name() {
        return "sluice";
    }

    @Override
    public String does() {
        return "`sluice release` from its start to its end: reads and digests the tree, uploads, checks every file on the hosts, "
                + "switches them in " + batches + " batches, removes old releases";
    }

    @Override
    public String syncs() {
        return "each host: the file system before a release becomes visible and its directory after, the link after its switch, its own records; "
                + "coordinator: every event before the next act";
    }

    @Override
    public void prepare(int number) {
        switch (preparation) {
            case NONE -> {}
            case SET_BACK -> fleet.hosts().forEach(host -> SetBack.apply(BenchFleet.site(host)));
            case EMPTY ->
                fleet.hosts().forEach(host -> {
                    BenchFleet.remove(BenchFleet.site(host));
                    BenchFleet.create(BenchFleet.site(host));
                });
        }
    }

    @Override
    public Duration run(int number) {
        return SluiceCommand.time(
                operator(number),
                "release",
                "--artifact",
                fleet.tree().root().toString(),
                "--release",
                "r" + number,
                "--yes");
    }

    private Operator operator(int number) {
        return preparation == Preparation.EMPTY ? fleet.operator().onMachine("first-" + number) : fleet.operator();
    }
}

package dev.sluice.it.php;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.traffic.Traffic;
import dev.sluice.it.traffic.TrafficOptions;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures how many signed requests, and how long, it takes to reach every worker of a pool; run by hand. */
public final class ReachingWorkers {
    private static final int TRIALS = 12;
    private static final int MOST = 160;

    private record Reached(int requests, double milliseconds) {}

    private ReachingWorkers() {}

    public static void main(String[] arguments) throws Exception {
        for (int workers : new int[] {4, 8}) {
            measure(workers, "idle", 0, 0);
            measure(workers, "some visitors", 2, 0);
            measure(workers, "more visitors than workers", 2 * workers, 0);
            measure(workers, "half at 300 ms requests", 2, workers / 2);
            measure(workers, "as many at 300 ms requests", 2, workers);
        }
    }

    /** A host a load, because a host takes 5,000 requests a minute. */
    private static void measure(int workers, String load, int visitors, int slow) throws Exception {
        try (var fleet = RealFleet.of(1).workers(workers).start();
                var host = new EndpointHost(fleet.host(1))) {
            host.makeLive(SampleSite.of("v1").withFiller(300, 200));
            measure(host, workers, load, visitors, slow);
        }
    }

    private static void measure(EndpointHost host, int workers, String load, int visitors, int slow) throws Exception {
        if (visitors + slow == 0) {
            lines(host, workers, load);
            return;
        }
        var options = Traffic.to(List.of(host.host.web())).connections(visitors);
        try (var traffic = hurried(options, slow).start()) {
            traffic.awaitMore(3);
            lines(host, workers, load);
        }
    }

    private static TrafficOptions hurried(TrafficOptions options, int slow) {
        var all = options.slowConnections(slow, Duration.ofMillis(300));
        return new TrafficOptions(
                all.targets(), all.connections(), all.slowConnections(), all.slow(), all.page(), 1000);
    }

    private static void lines(EndpointHost host, int workers, String load) throws Exception {
        for (int atOnce : new int[] {1, 4, 8}) {
            var threads = Executors.newFixedThreadPool(atOnce);
            try {
                var trials = new ArrayList<Reached>();
                for (int i = 0; i < TRIALS; i++) {
                    trials.add(reach(host, workers, atOnce, threads));
                }
                print(workers, load, atOnce + " at once", trials);
            } finally {
                threads.shutdownNow();
            }
        }
        proofs(host, workers, load);
    }

    /** The proof as it is, with its pauses. */
    private static void proofs(EndpointHost host, int workers, String load) throws Exception {
        var trials = new ArrayList<Reached>();
        for (int i = 0; i < TRIALS; i++) {
            var outcome = host.prove(
                    "v1", host.none(), EndpointHost.TIME.elapsed(), new Workers.All(), Duration.ofSeconds(30));
            var evidence = EndpointHost.requireProved(outcome).evidence();
            trials.add(new Reached(evidence.answers(), evidence.took().toNanos() / 1e6));
        }
        print(workers, load, "proof   ", trials);
    }

    private static Reached reach(EndpointHost host, int workers, int atOnce, ExecutorService threads) throws Exception {
        Set<Integer> seen = new HashSet<>();
        long begin = System.nanoTime();
        int requests = 0;
        while (seen.size() < workers && requests < MOST) {
            Callable<EndpointState> question = () -> host.client().status("v1");
            for (var answer : threads.invokeAll(Collections.nCopies(atOnce, question))) {
                seen.add(answer.get().worker().pid());
            }
            requests += atOnce;
        }
        return new Reached(seen.size() < workers ? MOST : requests, (System.nanoTime() - begin) / 1e6);
    }

    private static void print(int workers, String load, String way, List<Reached> trials) {
        var requests = trials.stream().map(Reached::requests).sorted().toList();
        var times = trials.stream().map(Reached::milliseconds).sorted().toList();
        int middle = TRIALS / 2;
        int last = TRIALS - 1;
        System.out.printf(
                "%d workers, %-28s %s: requests %d median %d worst; ms %.0f median %.0f worst%n",
                workers, load, way, requests.get(middle), requests.get(last), times.get(middle), times.get(last));
    }
}

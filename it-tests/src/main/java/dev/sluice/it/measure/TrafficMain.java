package dev.sluice.it.measure;

import java.util.ArrayList;
import java.util.List;

/** Prints what visitors saw while release followed release, a row for each kind of server. Ends with 1 when one saw a failure or old code. */
public final class TrafficMain {
    private TrafficMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(TrafficOrder.USAGE);
            return 0;
        }
        TrafficOrder order;
        try {
            order = TrafficOrder.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(TrafficOrder.USAGE);
            return 2;
        }
        var rows = new ArrayList<TrafficRow>();
        for (var server : order.servers()) {
            var row = new TrafficRun(order, server, System.err).run();
            System.err.println(row);
            rows.add(row);
        }
        System.out.println(TrafficRow.header());
        rows.forEach(System.out::println);
        return rows.stream().allMatch(row -> row.failed() == 0 && row.stale() == 0) ? 0 : 1;
    }
}

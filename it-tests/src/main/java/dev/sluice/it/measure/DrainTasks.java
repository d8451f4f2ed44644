package dev.sluice.it.measure;

import dev.sluice.it.fleet.Balancer;
import dev.sluice.playbook.PlaybookReference;

/** The tasks of the example for HAProxy, to the letter but for the socket's path. */
final class DrainTasks {
    private DrainTasks() {}

    static String through(Balancer balancer) {
        var example = PlaybookReference.example("haproxy");
        var tasks = example.substring(example.indexOf("\ntasks:\n") + 1, example.indexOf("\nstrategy:\n") + 1);
        return tasks.replace("/run/haproxy/admin.sock", balancer.socket().toString());
    }
}

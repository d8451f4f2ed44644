package dev.sluice.it.fleet;

import java.util.concurrent.CountDownLatch;

/** Starts a host, says where, and waits to be ended. */
final class FleetInItsOwnJvm {
    private FleetInItsOwnJvm() {}

    public static void main(String[] arguments) throws InterruptedException {
        RealFleet fleet = RealFleet.start(1);
        System.out.println(fleet.directory());
        new CountDownLatch(1).await();
    }
}

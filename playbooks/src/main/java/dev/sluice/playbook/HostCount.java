package dev.sluice.playbook;

/** A budget of hosts. */
public sealed interface HostCount {
    /** How many of so many hosts, at most all. */
    int of(int total);

    /** A number of hosts, from 0. */
    record Hosts(int count) implements HostCount {
        @Override
        public int of(int total) {
            return Math.min(count, total);
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /** A part of all targets, 0 to 100, rounded down. */
    record Percent(int percent) implements HostCount {
        @Override
        public int of(int total) {
            return Math.toIntExact((long) total * percent / 100);
        }

        @Override
        public String toString() {
            return percent + "%";
        }
    }
}

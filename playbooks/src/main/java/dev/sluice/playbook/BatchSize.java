package dev.sluice.playbook;

/** The size of a batch. */
public sealed interface BatchSize {
    /** How many of so many hosts: at least 1, at most all; 0 of none. */
    int of(int total);

    /** A number of hosts, from 1. */
    record Hosts(int count) implements BatchSize {
        @Override
        public int of(int total) {
            return Math.min(count, total);
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /** A part of all targets, 1 to 100, rounded down. */
    record Percent(int percent) implements BatchSize {
        @Override
        public int of(int total) {
            return Math.min(total, Math.max(1, Math.toIntExact((long) total * percent / 100)));
        }

        @Override
        public String toString() {
            return percent + "%";
        }
    }
}

package dev.sluice.cli;

/** A number with its noun, in plain text: 1 host, 2 hosts. */
record Count(long number, String noun) {
    @Override
    public String toString() {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("ch") ? "es" : "s");
    }
}

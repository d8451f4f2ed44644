package dev.sluice.it.bench;

import java.util.Map;
import java.util.stream.Collectors;

/** One row a side, the first of which all others are compared with. */
record BenchTable(Map<Side, Figures> figures) {
    @Override
    public String toString() {
        var compared = figures.entrySet().iterator().next();
        return """
                | side | it does | it syncs to disk | min | median | max | median of %s : this one's |
                | --- | --- | --- | --- | --- | --- | --- |
                """.formatted(compared.getKey().name())
                + figures.entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue(), compared.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static String row(Side side, Figures times, Figures compared) {
        return "| %s | %s | %s | %.2f s | %.2f s | %.2f s | %.2f |"
                .formatted(
                        side.name(),
                        side.does(),
                        side.syncs(),
                        times.shortest().toMillis() / 1e3,
                        times.median().toMillis() / 1e3,
                        times.longest().toMillis() / 1e3,
                        compared.ratioTo(times));
    }
}

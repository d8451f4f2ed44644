package dev.sluice.it.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** All faults of the campaign, in their order: {@code faults.txt}, a fault a line; empty lines and lines with {@code #} say nothing. */
record FaultCatalogue(List<CatalogueFault> faults) {
    FaultCatalogue {
        faults = List.copyOf(faults);
    }

    static FaultCatalogue ofTheProject() {
        try (var in = Objects.requireNonNull(FaultCatalogue.class.getResourceAsStream("faults.txt"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the catalogue of faults", e);
        }
    }

    static FaultCatalogue parse(String text) {
        return new FaultCatalogue(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(CatalogueFault::parse)
                .toList());
    }
}

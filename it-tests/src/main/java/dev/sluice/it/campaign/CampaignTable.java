package dev.sluice.it.campaign;

import dev.sluice.it.campaign.TestReports.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of each fault: a row each, and how many of each kind. */
final class CampaignTable {
    private final TestReports reports;
    private final List<String> lines = new ArrayList<>();
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

    /** Of one fault. */
    enum Verdict {
        /** Each of its tests ran and passed. */
        HELD,
        /** What ran of its tests passed, and the others did not run. */
        HELD_IN_PART,
        /** One of its tests failed. */
        BROKEN,
        NOT_RUN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    CampaignTable(FaultCatalogue catalogue, TestReports reports) {
        this.reports = reports;
        for (var verdict : Verdict.values()) {
            counts.put(verdict, 0);
        }
        catalogue.faults().forEach(this::add);
    }

    private void add(CatalogueFault fault) {
        var verdict = verdict(fault);
        counts.merge(verdict, 1, Integer::sum);
        var tests = fault.tests().stream().map(TestMethod::shortName).toList();
        lines.add(String.format(
                "%-5s %s  %s  %s", fault.id(), fault.injected(), String.join(", ", tests), verdict.word()));
    }

    private Verdict verdict(CatalogueFault fault) {
        var results = fault.tests().stream().map(reports::of).toList();
        if (results.contains(Result.FAILED)) {
            return Verdict.BROKEN;
        }
        if (!results.contains(Result.PASSED)) {
            return Verdict.NOT_RUN;
        }
        return results.contains(Result.NOT_RUN) ? Verdict.HELD_IN_PART : Verdict.HELD;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    String summary() {
        var words = new ArrayList<String>();
        counts.forEach((verdict, count) -> words.add(count + " " + verdict.word()));
        return lines.size() + " faults: " + String.join(", ", words);
    }

    int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }
}

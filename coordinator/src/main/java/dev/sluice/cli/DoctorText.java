package dev.sluice.cli;

import dev.sluice.inventory.HostName;
import dev.sluice.readiness.Diagnosis;
import dev.sluice.readiness.Finding.Level;
import dev.sluice.view.EnumWord;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as people read them: the worst first. */
final class DoctorText {
    private static final int NAMED_HOSTS = 6;

    private final PrintWriter out;

    DoctorText(PrintWriter out) {
        this.out = out;
    }

    void print(Diagnosis diagnosis) {
        diagnosis.findings().forEach(this::print);
        var problems = count(diagnosis, Level.PROBLEM);
        out.printf(
                "%s, %s, %s%n",
                new Count(problems, "problem"),
                new Count(count(diagnosis, Level.WARNING), "warning"),
                new Count(count(diagnosis, Level.NOTE), "note"));
        out.flush();
    }

    private void print(Diagnosis.Shared shared) {
        var finding = shared.finding();
        var level = EnumWord.of(finding.level());
        out.printf("  %-8s %s  %s: %s%n", level, names(shared.hosts()), finding.topic(), finding.what());
        line("why ", finding.why());
        line("next", finding.remedy());
        finding.lines().forEach(line -> out.println("               " + line));
    }

    private void line(String title, String text) {
        if (!text.isEmpty()) {
            out.println("           " + title + "  " + text);
        }
    }

    private static long count(Diagnosis diagnosis, Level level) {
        return diagnosis.findings().stream()
                .filter(shared -> shared.finding().level() == level)
                .count();
    }

    private static String names(List<HostName> hosts) {
        if (hosts.size() > NAMED_HOSTS) {
            return hosts.get(0) + " and " + (hosts.size() - 1) + " more";
        }
        return hosts.stream().map(HostName::value).collect(Collectors.joining(", "));
    }
}

package dev.sluice.it.campaign;

import dev.sluice.it.campaign.CampaignTable.Verdict;
import java.nio.file.Path;

/** Prints what the reports of the last build say of each fault. Argument: the project's directory. Ends with 1 when one is broken. */
public final class CampaignMain {
    private CampaignMain() {}

    public static void main(String[] arguments) {
        var table = new CampaignTable(FaultCatalogue.ofTheProject(), TestReports.below(Path.of(arguments[0])));
        table.lines().forEach(System.out::println);
        System.out.println(table.summary());
        System.out.flush();
        System.exit(table.count(Verdict.BROKEN) == 0 ? 0 : 1);
    }
}

package dev.sluice.it.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.campaign.CampaignTable.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTableTest {
    private static final FaultCatalogue CATALOGUE = FaultCatalogue.parse("""
            # what can go wrong
            F1 | one thing | a.OneTest#passes
            F2 | two things | a.OneTest#passes, a.OneTest#often
            F3 | three things | a.OneTest#passes, a.OneTest#fails
            F4 | four things | a.OneTest#passes, b.OtherTest#never
            F5 | five things | b.OtherTest#never, a.OneTest#skipped
            """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path project;

    private CampaignTable table(String reports) throws IOException {
        var directory = Files.createDirectories(project.resolve("module/target").resolve(reports));
        Files.writeString(directory.resolve("TEST-a.OneTest.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="a.OneTest">
                  <testcase name="passes" classname="a.OneTest" time="0.1"/>
                  <testcase name="often(String, int)[1]" classname="a.OneTest" time="0.1"><system-out>x</system-out></testcase>
                  <testcase name="often(String, int)[2]" classname="a.OneTest" time="0.1"/>
                  <testcase name="fails(Fault)[1]" classname="a.OneTest" time="0.1"/>
                  <testcase name="fails(Fault)[2]" classname="a.OneTest" time="0.1">
                    <failure message="no" type="x">no</failure>
                  </testcase>
                  <testcase name="skipped" classname="a.OneTest" time="0.1"><skipped/></testcase>
                </testsuite>
                """);
        return new CampaignTable(CATALOGUE, TestReports.below(project));
    }

    @Test
    void each_fault_is_a_row_with_its_tests_and_what_came_of_them() throws IOException {
        assertEquals(
                List.of(
                        "F1    one thing  OneTest.passes  held",
                        "F2    two things  OneTest.passes, OneTest.often  held",
                        "F3    three things  OneTest.passes, OneTest.fails  broken",
                        "F4    four things  OneTest.passes, OtherTest.never  held in part",
                        "F5    five things  OtherTest.never, OneTest.skipped  not run"),
                table("surefire-reports").lines());
    }

    @Test
    void one_failed_run_of_a_test_breaks_its_fault_and_all_are_counted() throws IOException {
        var table = table("failsafe-reports");
        assertEquals("5 faults: 2 held, 1 held in part, 1 broken, 1 not run", table.summary());
        assertEquals(1, table.count(Verdict.BROKEN));
    }

    @Test
    void without_reports_nothing_was_run() {
        var table = new CampaignTable(CATALOGUE, TestReports.below(project));
        assertEquals("5 faults: 0 held, 0 held in part, 0 broken, 5 not run", table.summary());
    }
}

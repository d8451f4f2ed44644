package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.PlanDraft;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static String headline(PlanDraft draft) {
        var text = new StringWriter();
        new PlanText(new PrintWriter(text)).headline(draft.plan());
        return text.toString().strip();
    }

    @Test
    void one_host_is_one_host_and_one_batch() {
        assertEquals(
                "prod/shop 20261122-223000-9f3c1ab · 1 host · 1 batch · rollback target 20261121-223000-1b22c0d",
                headline(PlanDraft.of(1)));
    }

    @Test
    void more_are_counted() {
        assertEquals(
                "prod/shop 20261122-223000-9f3c1ab · 12 hosts · 5 batches · rollback target 20261121-223000-1b22c0d, none",
                headline(PlanDraft.of(12).batches(1, 3, 3, 3, 2).link(12, "")));
    }
}

package dev.sluice.it.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.architecture.ArchitectureRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules once more where the other modules are jars. */
class WholeProductTest {
    @TestFactory
    List<DynamicTest> the_whole_product_keeps_the_rules() {
        var product = ArchitectureRules.product();
        var tests = new ArrayList<DynamicTest>();
        ArchitectureRules.all()
                .forEach((name, rule) -> tests.add(DynamicTest.dynamicTest(name, () -> rule.check(product))));
        return tests;
    }

    @Test
    void the_rules_see_the_jars_and_this_module() {
        assertTrue(ArchitectureRules.product().size() > 400);
        assertTrue(ArchitectureRules.product().contain("dev.sluice.it.fleet.RealFleet"));
    }
}

package dev.sluice.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final List<String> PACKAGES = List.of(
            "document",
            "inventory",
            "cron",
            "playbook",
            "artifact",
            "endpoint",
            "host",
            "step",
            "plan",
            "schedule",
            "message",
            "rollout",
            "engine",
            "codec",
            "ssh",
            "http",
            "fastcgi",
            "probe",
            "secret",
            "shell",
            "journal",
            "report",
            "quartz",
            "notify",
            "opcache",
            "readiness",
            "operation",
            "view",
            "wiring",
            "daemon",
            "access",
            "web",
            "remote",
            "demo",
            "cli");

    @TestFactory
    List<DynamicTest> the_product_keeps_the_rules() {
        var product = ArchitectureRules.product();
        var tests = new ArrayList<DynamicTest>();
        ArchitectureRules.all()
                .forEach((name, rule) -> tests.add(DynamicTest.dynamicTest(name, () -> rule.check(product))));
        return tests;
    }

    @Test
    void the_rules_see_every_package() {
        var product = ArchitectureRules.product();
        for (var name : PACKAGES) {
            assertTrue(seen(product, name) >= 2, () -> "only " + seen(product, name) + " classes of " + name);
        }
        assertFalse(product.isEmpty());
    }

    private static long seen(JavaClasses product, String name) {
        return product.stream()
                .filter(type -> type.getPackageName().equals("dev.sluice." + name))
                .count();
    }
}

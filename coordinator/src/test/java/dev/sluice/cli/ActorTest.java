package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ActorTest {
    private static String of(String... variables) {
        var environment = new java.util.HashMap<String, String>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new Actor(environment).ofThisProcess().replaceFirst("[^ ,]+@[^ ]+ pid [0-9]+$", "PROCESS");
    }

    @Test
    void without_variables_it_is_account_machine_and_process() {
        assertEquals("PROCESS", of());
    }

    @Test
    void a_build_server_names_the_person_and_the_build() {
        assertEquals("anna, jenkins-shop-12, PROCESS", of("BUILD_USER_ID", "anna", "BUILD_TAG", "jenkins-shop-12"));
        assertEquals("anna, https://git/1, PROCESS", of("GITLAB_USER_LOGIN", "anna", "CI_JOB_URL", "https://git/1"));
        assertEquals("jenkins-shop-12, PROCESS", of("BUILD_TAG", "jenkins-shop-12", "BUILD_USER", " "));
    }

    @Test
    void what_a_person_sets_counts_before_it() {
        assertEquals("berta, PROCESS", of("SLUICE_ACTOR", "berta", "GITHUB_ACTOR", "anna"));
    }

    @Test
    void it_is_one_harmless_line_that_a_host_accepts() {
        var long1 = new Actor(Map.of("SLUICE_ACTOR", "a\u001b[31m\nb".repeat(99), "BUILD_TAG", "x".repeat(999)));
        assertTrue(long1.ofThisProcess().length() < 255, long1::ofThisProcess);
        assertTrue(long1.ofThisProcess().chars().noneMatch(Character::isISOControl));
    }
}

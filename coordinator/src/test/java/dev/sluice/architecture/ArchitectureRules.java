package dev.sluice.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.host.Sessions;
import dev.sluice.operation.Fleet;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

/** Who may know whom. A package that is not on this map breaks a rule: it is put here on purpose. */
public final class ArchitectureRules {
    private static final String ROOT = "dev.sluice.";

    private static final List<String> VOCABULARY = List.of("document", "inventory", "cron", "playbook");
    private static final List<String> CORE =
            List.of("artifact", "endpoint", "host", "step", "plan", "schedule", "message", "rollout", "opcache");
    private static final List<String> ADAPTERS =
            List.of("ssh", "http", "fastcgi", "probe", "secret", "shell", "journal", "report", "quartz", "notify");

    /** Each package and those that it may know besides itself. */
    private static final Map<String, List<String>> FLOORS = floors();

    private ArchitectureRules() {}

    private static Map<String, List<String>> floors() {
        var floors = new LinkedHashMap<String, List<String>>();
        floors.put("document", List.of());
        floors.put("inventory", List.of("document"));
        floors.put("cron", List.of());
        floors.put("playbook", List.of("document", "inventory", "cron"));
        floors.put("artifact", VOCABULARY);
        floors.put("endpoint", VOCABULARY);
        floors.put("host", VOCABULARY);
        floors.put("step", and(VOCABULARY, "artifact", "endpoint", "host"));
        floors.put("plan", and(VOCABULARY, "artifact", "endpoint", "host", "step"));
        floors.put("schedule", and(VOCABULARY, "plan"));
        floors.put("message", VOCABULARY);
        floors.put("rollout", and(VOCABULARY, "artifact", "endpoint", "host", "step", "plan"));
        floors.put("opcache", and(VOCABULARY, "endpoint", "host", "step", "plan", "rollout"));
        floors.put("engine", and(VOCABULARY, CORE.toArray(String[]::new)));
        floors.put("codec", and(floors.get("engine"), "engine"));
        var core = and(floors.get("codec"), "codec");
        ADAPTERS.forEach(adapter -> floors.put(adapter, core));
        floors.put("readiness", and(VOCABULARY, CORE.toArray(String[]::new)));
        floors.put("operation", and(core, "readiness"));
        floors.put("view", and(core, "readiness", "operation"));
        floors.put("wiring", and(and(core, ADAPTERS.toArray(String[]::new)), "readiness", "operation"));
        floors.put("demo", and(VOCABULARY, "endpoint", "host"));
        floors.put("daemon", and(core, "readiness", "operation", "view", "wiring"));
        floors.put("access", VOCABULARY);
        floors.put("web", and(core, "readiness", "operation", "view", "wiring", "daemon", "access"));
        floors.put("remote", VOCABULARY);
        // The demo brings a fleet along: the one front that knows it.
        floors.put("cli", and(floors.get("web"), "report", "demo", "web", "remote"));
        // It starts the command in a process of its own, and knows none of its classes.
        floors.put("maven", List.of());
        floors.put("architecture", List.of());
        // Hosts without processes, of tests only: they know the scripts' names and the manifest's form.
        floors.put("paper", List.of("artifact", "host", "demo"));
        floors.put("it", List.copyOf(floors.keySet()));
        return floors;
    }

    private static List<String> and(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private static String in(String name) {
        return ROOT + name + "..";
    }

    /** Every class of the product, from folders and from jars. */
    public static JavaClasses product() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.sluice");
    }

    /** All rules by name. */
    public static Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        FLOORS.keySet().forEach(floor -> rules.put("floor " + floor, floor(floor)));
        rules.put("every package is on the map", everyPackageIsOnTheMap());
        rules.put("no cycles", slices().matching(ROOT + "(*)..").should().beFreeOfCycles());
        addLibraries(rules);
        rules.put("pure core", pureCore());
        rules.put("values in the core", valuesInTheCore());
        rules.put("the engine reads time through its port", noWallClock());
        rules.put("the machine's zone counts nowhere", noZoneOfTheMachine());
        rules.put("standard streams", standardStreams());
        rules.put("owner and mode", ownerAndMode());
        rules.putAll(HostTextRules.all());
        rules.put("no cycles between operations", noCyclesBetweenOperations());
        rules.put("who makes a thing closes it", whoMakesCloses());
        rules.put("no grab bags", noGrabBags());
        return rules;
    }

    private static void addLibraries(Map<String, ArchRule> rules) {
        rules.put("sshd", only("org.apache.sshd..", "ssh", "demo", "it"));
        rules.put("okhttp", only("okhttp3..", "http"));
        rules.put("picocli", only("picocli..", "cli"));
        rules.put("maven", only("org.apache.maven..", "maven"));
        rules.put("quartz", only("org.quartz..", "cron", "quartz"));
        rules.put("mail", only("jakarta.mail..", "notify"));
        rules.put("awaitility", only("org.awaitility..", "it"));
        rules.put("compress", only("org.apache.commons.compress..", "artifact", "it"));
        rules.put("mustache", only("com.github.mustachejava..", "report", "web"));
        rules.put("javalin", only("io.javalin..", "web"));
        rules.put("micrometer", only("io.micrometer..", "web"));
        rules.put("zstd", only("com.github.luben.zstd..", "artifact"));
        rules.put(
                "jackson",
                only(
                        "tools.jackson..",
                        "document",
                        "inventory",
                        "playbook",
                        "endpoint",
                        "codec",
                        "journal",
                        "notify",
                        "probe",
                        "report",
                        "view",
                        "access",
                        "web",
                        "remote",
                        "it"));
        rules.put("jackson annotations", only("com.fasterxml.jackson.annotation..", "codec"));
    }

    private static ArchRule valuesInTheCore() {
        return classes()
                .that()
                .resideInAnyPackage(
                        in("step"), in("plan"), in("schedule"), in("message"), in("rollout"), in("readiness"))
                .should()
                .haveOnlyFinalFields()
                .allowEmptyShould(true);
    }

    private static ArchRule standardStreams() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("cli"), in("report"), in("it"))
                .should(ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true);
    }

    private static ArchRule ownerAndMode() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("document"), in("it"))
                .should()
                .callMethod(Files.class, "getPosixFilePermissions", Path.class, LinkOption[].class)
                .orShould()
                .callMethod(Files.class, "getOwner", Path.class, LinkOption[].class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(PosixFileAttributeView.class)
                .as("whether a file may be trusted is decided by OwnFile")
                .allowEmptyShould(true);
    }

    private static ArchRule noCyclesBetweenOperations() {
        return slices().assignedFrom(new TopLevelClasses(ROOT + "operation"))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** A coordinator whose connections were closed with its first rollout was good for one. */
    private static ArchRule whoMakesCloses() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Fleet.class.getName())
                .should()
                .callMethod(Sessions.class, "close")
                .as("sessions are closed by the fleet that opened them")
                .allowEmptyShould(true);
    }

    private static ArchRule noGrabBags() {
        return noClasses()
                .should()
                .haveNameMatching(".*\\.[A-Za-z]*(Impl|Util|Utils|Helper|Helpers|Manager|Processor|Info|Data)")
                .allowEmptyShould(true);
    }

    private static ArchRule floor(String floor) {
        var known = and(FLOORS.getOrDefault(floor, List.of()), floor).stream()
                .map(ArchitectureRules::in)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(in(floor))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..").and(resideOutsideOfPackages(known)))
                .as(floor + " knows only " + FLOORS.get(floor))
                .allowEmptyShould(true);
    }

    private static ArchRule everyPackageIsOnTheMap() {
        return classes()
                .should()
                .resideInAnyPackage(
                        FLOORS.keySet().stream().map(ArchitectureRules::in).toArray(String[]::new))
                .as("every package is on the map");
    }

    private static ArchRule only(String library, String... homes) {
        var packages = java.util.Arrays.stream(homes).map(ArchitectureRules::in).toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .as(library + " is used only in " + String.join(", ", homes))
                .allowEmptyShould(true);
    }

    private static ArchRule pureCore() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        in("cron"), in("plan"), in("schedule"), in("message"), in("rollout"), in("readiness"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.util.concurrent..", "org.slf4j..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(java.util.Random.class)
                .as(
                        "cron, plan, schedule, message, rollout and readiness read no clock, draw no random number and do no I/O")
                .allowEmptyShould(true);
    }

    private static ArchRule noWallClock() {
        return noClasses()
                .that()
                .resideInAPackage(in("engine"))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .as("the engine reads the time only through Timekeeper")
                .allowEmptyShould(true);
    }

    /** Zones are in the playbook: another zone of the machine changes no start and no window. */
    private static ArchRule noZoneOfTheMachine() {
        return noClasses()
                .should()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(TimeZone.class, "getDefault")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .as("no class reads the zone of the machine")
                .allowEmptyShould(true);
    }
}

package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValues;
import dev.sluice.document.InOrder;
import dev.sluice.document.Section;
import dev.sluice.playbook.HealthCheck.CommandCheck;
import dev.sluice.playbook.HealthCheck.HttpCheck;
import dev.sluice.playbook.HealthCheck.TcpCheck;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code health}. */
final class HealthReader {
    private static final List<String> KINDS = List.of("http", "run", "tcp");
    private static final List<String> HTTP_ONLY = List.of("status", "contains", "json", "headers", "max_latency");

    private final Section root;
    private final Set<String> names = new HashSet<>();

    HealthReader(Section root) {
        this.root = root;
    }

    List<HealthCheck> checks() {
        return root.sections("health").stream().flatMap(this::check).toList();
    }

    private Stream<HealthCheck> check(Section check) {
        check.text("name")
                .filter(name -> !names.add(name))
                .ifPresent(name ->
                        check.problem("name", "another check has this name; --skip-check needs different names"));
        var kinds = KINDS.stream().filter(check::has).toList();
        if (kinds.isEmpty()) {
            check.missing("one of the keys http, run and tcp is missing", KINDS.toArray(String[]::new));
            return Stream.empty();
        }
        kinds.stream()
                .skip(1)
                .forEach(kind -> check.keyProblem(
                        kind, "a check is one of http, run and tcp, and this one has " + kinds.get(0) + " already"));
        if (kinds.get(0).equals("http")) {
            return Stream.of(http(check));
        }
        HTTP_ONLY.stream()
                .filter(check::has)
                .filter(key -> !kinds.contains("http"))
                .forEach(key ->
                        check.keyProblem(key, "belongs to an http check, and this is a " + kinds.get(0) + " check"));
        return Stream.of(kinds.get(0).equals("run") ? command(check) : tcp(check));
    }

    private static HealthCheck http(Section check) {
        return new HttpCheck(
                check.text("name", ""),
                check.text("http", "/"),
                check.number("status", 200),
                check.text("contains"),
                json(check.section("json")),
                ConfiguredValues.headers(check, "headers"),
                check.duration("max_latency"),
                Selectors.optional(check, "on"));
    }

    private static Map<String, String> json(Section section) {
        var result = new LinkedHashMap<String, String>();
        section.keys().forEach(path -> section.value(path).json().ifPresent(value -> result.put(path, value)));
        return InOrder.copyOf(result);
    }

    private static HealthCheck command(Section check) {
        return new CommandCheck(check.text("name", ""), check.text("run", ""), Selectors.optional(check, "on"));
    }

    private static HealthCheck tcp(Section check) {
        var address = check.text("tcp", "localhost:1");
        var colon = address.lastIndexOf(':');
        var host = address.substring(0, colon).replace("[", "").replace("]", "");
        return new TcpCheck(
                check.text("name", ""),
                host,
                Integer.parseInt(address.substring(colon + 1)),
                Selectors.optional(check, "on"));
    }
}

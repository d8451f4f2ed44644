package dev.sluice.playbook;

import dev.sluice.document.DocumentIndex;
import dev.sluice.document.NearMatch;
import dev.sluice.document.Pointer;
import dev.sluice.document.Problem;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostSelector;
import dev.sluice.inventory.Inventory;
import dev.sluice.inventory.SecretRoute;
import dev.sluice.inventory.SelectorCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks what needs both files: every selector and host that a playbook names, batches counted in hosts, and how secrets are sent to the hosts.
 */
public final class TargetCheck {
    private final DocumentIndex index;
    private final Playbook playbook;
    private final Inventory inventory;
    private final List<Host> targets;
    private final List<Problem> problems = new ArrayList<>();

    private TargetCheck(PlaybookDocument document, Inventory inventory) {
        this.index = document.index();
        this.playbook = document.playbook();
        this.inventory = inventory;
        this.targets = playbook.targets().select(inventory);
    }

    /** Everything that does not fit, with its place in the playbook and the nearest match; empty when all fits. */
    public static List<Problem> of(PlaybookDocument playbook, Inventory inventory) {
        return new TargetCheck(playbook, inventory).all();
    }

    private List<Problem> all() {
        selector("/targets", playbook.targets());
        tasks("prepare", playbook.tasks().prepare());
        tasks("before_switch", playbook.tasks().beforeSwitch());
        tasks("after_switch", playbook.tasks().afterSwitch());
        tasks("finish", playbook.tasks().finish());
        each(playbook.opcache().forHosts(), "/opcache/for", (some, at) -> some(at + "/on", some.on()));
        sockets();
        secrets();
        each(playbook.health(), "/health", (check, at) -> check.on().ifPresent(on -> some(at + "/on", on)));
        batches("/strategy", playbook.strategy());
        endlessHolds();
        playbook.strategies().forEach((name, strategy) -> batches(Pointer.child("/strategies", name), strategy));
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .distinct()
                .toList();
    }

    private void tasks(String moment, List<TaskSpec> tasks) {
        each(tasks, "/tasks/" + moment, (task, at) -> {
            task.on().ifPresent(on -> some(at + "/on", on));
            if (task.where() instanceof Where.OneHost one
                    && inventory.host(one.name()).isEmpty()) {
                var names = inventory.hosts().stream()
                        .map(host -> host.name().value())
                        .toList();
                problems.add(index.problem(
                        at + "/where",
                        one.name() + " is no host of inventory " + inventory.name()
                                + NearMatch.hint(one.name().value(), names)));
            }
        });
    }

    /** A host that is called over PHP-FPM's socket needs {@code web.fastcgi}. */
    private void sockets() {
        var opcache = playbook.opcache();
        sockets("/opcache/endpoint", opcache);
        each(opcache.forHosts(), "/opcache/for", (some, at) -> sockets(at + "/endpoint", some.settings()));
    }

    private void sockets(String pointer, Opcache settings) {
        if (!(settings.endpoint() instanceof EndpointChoice.FastCgi)) {
            return;
        }
        var without = targets.stream()
                .filter(host -> playbook.opcache().of(host).equals(settings))
                .filter(host -> host.web().fastcgi().isEmpty())
                .map(host -> host.name().value())
                .toList();
        if (!without.isEmpty()) {
            var place = index.wrote(pointer) ? pointer : "/opcache/endpoint";
            problems.add(index.problem(
                    place,
                    "fastcgi needs web.fastcgi in the inventory, such as unix:/run/php/php-fpm.sock; without it: "
                            + String.join(", ", without)));
        }
    }

    /** A secret is sent through SSH or verified TLS only. */
    private void secrets() {
        each(playbook.health(), "/health", (check, at) -> {
            if (check instanceof HealthCheck.HttpCheck http) {
                http.headers().forEach((name, value) -> value.secret()
                        .ifPresent(secret -> secret(
                                Pointer.child(at + "/headers", name),
                                host -> http.on().map(on -> on.matches(host)).orElse(true))));
            }
        });
        secret("/opcache/endpoint", playbook.opcache());
        each(playbook.opcache().forHosts(), "/opcache/for", (some, at) -> secret(at + "/endpoint", some.settings()));
    }

    private void secret(String endpoint, Opcache settings) {
        if (settings.endpoint() instanceof EndpointChoice.Own) {
            var header = (index.wrote(endpoint) ? endpoint : "/opcache/endpoint") + "/header";
            secret(header, host -> playbook.opcache().of(host).equals(settings));
        }
    }

    private void secret(String pointer, Predicate<Host> isFor) {
        var exposed = targets.stream()
                .filter(isFor)
                .filter(host -> host.secretRoute() != SecretRoute.PROTECTED)
                .toList();
        if (!exposed.isEmpty()) {
            var names = exposed.stream().map(host -> host.name().value()).collect(Collectors.joining(", "));
            problems.add(index.problem(
                    pointer, "is a secret, and " + exposed.get(0).secretRoute() + " in the inventory: " + names));
        }
    }

    /** A selector among the targets: if it chose none of them, its setting would have no effect. */
    private void some(String pointer, HostSelector selector) {
        if (selector(pointer, selector)
                && !targets.isEmpty()
                && targets.stream().noneMatch(selector::matches)) {
            problems.add(index.problem(pointer, "chooses hosts, but none of the targets"));
        }
    }

    private boolean selector(String pointer, HostSelector selector) {
        var findings = SelectorCheck.of(selector, inventory);
        findings.forEach(finding -> problems.add(index.problem(item(pointer, finding.term()), finding.message())));
        return findings.isEmpty();
    }

    /** The item of a list that holds the term, else the whole. */
    private String item(String pointer, String term) {
        return IntStream.iterate(0, i -> index.wrote(Pointer.child(pointer, i)), i -> i + 1)
                .mapToObj(i -> Pointer.child(pointer, i))
                .filter(at -> index.text(at).filter(text -> holds(text, term)).isPresent())
                .findFirst()
                .orElse(pointer);
    }

    private static boolean holds(String text, String term) {
        return List.of(text.split("[,&!\\s]+")).contains(term);
    }

    private void batches(String pointer, Strategy strategy) {
        var total = targets.size();
        var stay = (total * strategy.minAvailablePercent() + 99) / 100;
        var away = Math.max(1, total - stay);
        each(strategy.batches(), Pointer.child(pointer, "batches"), (step, at) -> {
            if (step.size() instanceof BatchSize.Hosts hosts && total > 0 && hosts.of(total) > away) {
                problems.add(index.problem(
                        place(pointer, at),
                        "a batch of " + hosts + " hosts can never be taken: the playbook has " + total
                                + " targets, and min_available at " + strategy.minAvailablePercent() + "% leaves "
                                + away));
            }
        });
    }

    /** A schedule starts while no person is there: what it starts has to end without one. */
    private void endlessHolds() {
        if (playbook.schedule().isEmpty()) {
            return;
        }
        var schedule = playbook.schedule().get(0).name();
        each(playbook.strategy().batches(), "/strategy/batches", (step, at) -> {
            if (step.waitsForEver()) {
                problems.add(index.problem(
                        at + "/hold",
                        "waits for sluice promote without an end, so that what the schedule " + schedule
                                + " starts could stay open for ever"));
            }
        });
    }

    private String place(String strategy, String step) {
        var size = Pointer.child(step, "size");
        if (index.wrote(size)) {
            return size;
        }
        return index.wrote(step) ? step : Pointer.child(strategy, "min_available");
    }

    private static <T> void each(List<T> items, String pointer, BiConsumer<T, String> action) {
        IntStream.range(0, items.size()).forEach(i -> action.accept(items.get(i), Pointer.child(pointer, i)));
    }
}

package dev.sluice.operation;

import dev.sluice.engine.TaskAdvice;
import dev.sluice.inventory.Host;
import dev.sluice.message.AboutRollout;
import dev.sluice.message.Addresses;
import dev.sluice.message.HostNames;
import dev.sluice.message.Message;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.Notification;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages about one rollout; pure. What one who is notified may not see of the network is not in the message.
 *
 * @param approvedBy who promoted it so far
 */
record RolloutMessages(RolloutPlan plan, List<String> approvedBy) {
    /** @param key what it is about, such as the number of a record; of one rollout and key there is one message */
    Message message(Occasion occasion, String key, Instant at, RolloutState state, Notification to) {
        var shown = shown(to);
        return new Message(
                plan.id().value() + "-" + key,
                at,
                occasion.events().get(0).name().toLowerCase(Locale.ROOT),
                plan.fleet(),
                shown.text(occasion.title()),
                Optional.of(about(state, shown)),
                List.of(),
                shown.texts(why(state)),
                shown.texts(next(state)));
    }

    /** How hosts and addresses appear. */
    private interface Shown {
        String host(Host host);

        String text(String text);

        default List<String> texts(List<String> texts) {
            return texts.stream().map(this::text).toList();
        }
    }

    private Shown shown(Notification to) {
        return to.showsAddresses()
                ? new WithAddresses()
                : new ByName(
                        Addresses.of(plan.hosts().stream().map(HostPlan::host).toList()));
    }

    private record WithAddresses() implements Shown {
        @Override
        public String host(Host host) {
            var name = host.name().value();
            return name.equals(host.address()) ? name : name + " (" + host.address() + ")";
        }

        @Override
        public String text(String text) {
            return text;
        }
    }

    private record ByName(Addresses addresses) implements Shown {
        @Override
        public String host(Host host) {
            return host.name().value();
        }

        @Override
        public String text(String text) {
            return addresses.hide(text);
        }
    }

    private AboutRollout about(RolloutState state, Shown shown) {
        var release = plan.release();
        return new AboutRollout(
                plan.id().value(),
                plan.purpose().name().toLowerCase(Locale.ROOT),
                release.id().value(),
                plan.hosts().stream()
                        .flatMap(host -> host.previous().stream())
                        .map(ReleaseId::value)
                        .distinct()
                        .toList(),
                release.files(),
                release.bytes(),
                shown.text(plan.actor()),
                shown.texts(approvedBy),
                plan.waivers().stream()
                        .map(waiver -> shown.text(waiver.kind().name().toLowerCase(Locale.ROOT) + " " + waiver.name()
                                + ": " + waiver.reason()))
                        .toList(),
                plan.hosts().size(),
                HostNames.of(behind(state).map(host -> shown.host(host.host())).toList()),
                HostNames.of(leftOut(state, shown).toList()));
    }

    /** Hosts that do not serve the release, where hosts are to serve it. */
    private Stream<HostPlan> behind(RolloutState state) {
        if (plan.purpose() == Purpose.STAGE || plan.purpose() == Purpose.REFRESH || state.batch() == 0) {
            return Stream.empty();
        }
        return plan.hosts().stream().filter(host -> {
            var phase = state.host(host.name()).phase();
            return !phase.switched() && phase != HostPhase.LEFT_OUT && !(host.alreadyLive() && phase.asBefore());
        });
    }

    private Stream<String> leftOut(RolloutState state, Shown shown) {
        return Stream.concat(
                plan.leftOut().stream().map(LeftOut::host).map(host -> host.value()),
                plan.hosts().stream()
                        .filter(host -> state.host(host.name()).phase() == HostPhase.LEFT_OUT)
                        .map(host -> shown.host(host.host())));
    }

    /** The failures of hosts, each with the hosts that have it; without any, why the rollout failed as a whole. */
    private List<String> why(RolloutState state) {
        var hosts = new LinkedHashMap<String, List<String>>();
        for (var host : plan.hosts()) {
            state.host(host.name()).failure().map(Failure::summary).ifPresent(failure -> hosts.computeIfAbsent(
                            withoutName(failure, host), key -> new ArrayList<>())
                    .add(host.name().value()));
        }
        if (hosts.isEmpty()) {
            return state.trouble().stream().toList();
        }
        return hosts.entrySet().stream()
                .map(entry -> HostNames.of(entry.getValue()) + ": " + entry.getKey())
                .toList();
    }

    private static String withoutName(String failure, HostPlan host) {
        var name = host.name().value();
        return failure.startsWith(name + ": ") ? failure.substring(name.length() + 2) : failure;
    }

    private List<String> next(RolloutState state) {
        if (state.outcome().isEmpty()) {
            return open(state);
        }
        var advice = plan.hosts().stream()
                .flatMap(host -> state.host(host.name()).failure().stream())
                .map(Failure::next)
                .filter(next -> !next.isEmpty())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (state.outcome().filter(Outcome.MIXED::equals).isPresent()) {
            advice.add("sluice hosts --live shows every host; sluice rollback reverts the release");
        }
        if (state.outcome().filter(Outcome.SUCCEEDED::equals).isEmpty()) {
            advice.add("sluice status " + plan.id() + " shows all of it");
        }
        return advice;
    }

    private List<String> open(RolloutState state) {
        var unknown = state.unknownTasks().keySet();
        if (!unknown.isEmpty()) {
            return unknown.stream()
                    .flatMap(task -> TaskAdvice.of(plan.id(), task).lines().stream())
                    .distinct()
                    .toList();
        }
        return state.phase().waitsForPerson() ? PendingRollout.next(plan.id(), state.phase()) : failing(state);
    }

    /** Interrupted while hosts were being reverted. */
    private List<String> failing(RolloutState state) {
        return state.phase() == RolloutPhase.FAILING
                ? List.of("sluice resume " + plan.id() + " continues to revert hosts")
                : List.of();
    }
}

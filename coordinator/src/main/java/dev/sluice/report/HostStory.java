package dev.sluice.report;

import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostDiverged;
import dev.sluice.rollout.HostEvent.HostFailed;
import dev.sluice.rollout.HostEvent.HostHealthy;
import dev.sluice.rollout.HostEvent.HostLeftOut;
import dev.sluice.rollout.HostEvent.HostProved;
import dev.sluice.rollout.HostEvent.HostProving;
import dev.sluice.rollout.HostEvent.HostReverted;
import dev.sluice.rollout.HostEvent.HostReverting;
import dev.sluice.rollout.HostEvent.HostStaged;
import dev.sluice.rollout.HostEvent.HostStaging;
import dev.sluice.rollout.HostEvent.HostSwitched;
import dev.sluice.rollout.HostEvent.HostSwitching;
import dev.sluice.rollout.HostEvent.HostUnknown;
import dev.sluice.rollout.HostRollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One host's part of a rollout.
 *
 * @param steps those that its rollout has, in their order, and the revert where there was one
 */
record HostStory(HostPlan plan, int batch, HostRollout state, List<Step> steps) {
    HostStory {
        steps = List.copyOf(steps);
    }

    /** The steps that reports show. */
    enum Phase {
        STAGE,
        SWITCH,
        PROOF,
        HEALTH,
        REVERT
    }

    /** What became of a step. */
    enum Result {
        PASSED,
        FAILED,
        /** It was not reached. */
        SKIPPED
    }

    /**
     * One step.
     *
     * @param failure empty unless it failed
     */
    record Step(Phase phase, Result result, Instant began, Instant ended, Optional<Failure> failure) {
        Duration took() {
            return Duration.between(began, ended);
        }
    }

    String name() {
        return plan.name().value();
    }

    static HostStory of(HostPlan host, Batch batch, RolloutStory story) {
        var reading = new Reading(story.began());
        story.events().stream()
                .filter(event -> event instanceof HostEvent mine && mine.host().equals(host.name()))
                .forEach(event -> reading.on((HostEvent) event));
        var state = story.state().host(host.name());
        return new HostStory(
                host, batch.number(), state, reading.steps(phases(story.plan().purpose())));
    }

    private static List<Phase> phases(Purpose purpose) {
        return switch (purpose) {
            case STAGE -> List.of(Phase.STAGE);
            case REFRESH -> List.of(Phase.PROOF, Phase.HEALTH);
            case ROLLBACK -> List.of(Phase.SWITCH, Phase.PROOF, Phase.HEALTH);
            case RELEASE, CONVERGE -> List.of(Phase.STAGE, Phase.SWITCH, Phase.PROOF, Phase.HEALTH);
        };
    }

    /** Follows the events of one host. */
    private static final class Reading {
        private final Map<Phase, Instant> began = new EnumMap<>(Phase.class);
        private final Map<Phase, Step> ended = new EnumMap<>(Phase.class);
        private final Instant start;
        private Optional<Failure> failure = Optional.empty();
        private Instant failedAt;

        Reading(Instant start) {
            this.start = start;
            this.failedAt = start;
        }

        void on(HostEvent event) {
            if (event instanceof HostReverting) {
                began.put(Phase.REVERT, event.at());
            } else if (event instanceof HostReverted) {
                pass(Phase.REVERT, event.at());
            } else if (began.containsKey(Phase.REVERT) && !ended.containsKey(Phase.REVERT)) {
                fail(event); // its switch and proof are parts of the revert
            } else {
                forward(event);
            }
        }

        private void forward(HostEvent event) {
            if (event instanceof HostStaging) {
                began.put(Phase.STAGE, event.at());
            } else if (event instanceof HostStaged) {
                pass(Phase.STAGE, event.at());
            } else if (event instanceof HostSwitching) {
                began.put(Phase.SWITCH, event.at());
            } else if (event instanceof HostSwitched) {
                pass(Phase.SWITCH, event.at());
            } else if (event instanceof HostProving) {
                began.put(Phase.PROOF, event.at());
            } else if (event instanceof HostProved) {
                pass(Phase.PROOF, event.at());
                began.put(Phase.HEALTH, event.at());
            } else if (event instanceof HostHealthy) {
                pass(Phase.HEALTH, event.at());
            } else {
                fail(event);
            }
        }

        private void pass(Phase phase, Instant at) {
            ended.put(phase, new Step(phase, Result.PASSED, began.getOrDefault(phase, at), at, Optional.empty()));
        }

        /** The first failure is the cause. */
        private void fail(HostEvent event) {
            var found = failure(event);
            if (found.isPresent() && failure.isEmpty()) {
                failure = found;
                failedAt = event.at();
            }
        }

        private static Optional<Failure> failure(HostEvent event) {
            if (event instanceof HostFailed failed) {
                return Optional.of(failed.failure());
            }
            if (event instanceof HostUnknown unknown) {
                return Optional.of(unknown.failure());
            }
            if (event instanceof HostDiverged diverged) {
                return Optional.of(diverged.failure());
            }
            return event instanceof HostLeftOut left ? Optional.of(left.failure()) : Optional.empty();
        }

        List<Step> steps(List<Phase> phases) {
            var wanted = new ArrayList<>(phases);
            if (began.containsKey(Phase.REVERT)) {
                wanted.add(Phase.REVERT);
            }
            var failing = failing(wanted);
            return wanted.stream().map(phase -> step(phase, failing)).toList();
        }

        /** The phase that the failure belongs to: the first that did not pass, and the last one where all had. */
        private Optional<Phase> failing(List<Phase> phases) {
            if (failure.isEmpty()) {
                return Optional.empty();
            }
            var open =
                    phases.stream().filter(phase -> !ended.containsKey(phase)).findFirst();
            return open.filter(phase -> phase != Phase.REVERT).or(() -> Optional.of(lastForward(phases)));
        }

        private static Phase lastForward(List<Phase> phases) {
            return phases.stream()
                    .filter(phase -> phase != Phase.REVERT)
                    .reduce((first, last) -> last)
                    .orElse(Phase.HEALTH);
        }

        private Step step(Phase phase, Optional<Phase> failing) {
            if (failing.filter(phase::equals).isPresent()) {
                return new Step(phase, Result.FAILED, began.getOrDefault(phase, failedAt), failedAt, failure);
            }
            var done = ended.get(phase);
            return done != null ? done : new Step(phase, Result.SKIPPED, start, start, Optional.empty());
        }
    }
}

package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.StepException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts errors of a host, or of the connection to it, into failures of a rollout. */
public final class HostFailures {
    private static final Logger LOG = LoggerFactory.getLogger(HostFailures.class);

    private HostFailures() {}

    /** The message already names what failed and why, so no prefix is added: a host that presented a wrong key did answer. */
    public static Failure of(String step, HostException e) {
        return new Failure(kind(e), step, String.valueOf(e.getMessage()), "", e.next());
    }

    public static Failure of(StepException e) {
        return new Failure(kind(e), e.step(), e.what(), e.why(), e.next());
    }

    /** A defect of Sluice in the work on one host: it is logged, and only that host fails. */
    public static Failure defect(String step, HostName host, RuntimeException e) {
        LOG.warn("{} on {} ended in a defect of Sluice", step, host, e);
        return Failures.unexpected(step, e);
    }

    static WorkException work(String step, HostException e) {
        var failure = of(step, e);
        return switch (e.kind()) {
            // An answer that cannot be understood may have come after the effect.
            case LOST, PROTOCOL, ANSWER -> WorkException.unknown(failure);
            case UNREACHABLE, HOST_KEY, AUTHENTICATION -> WorkException.failed(failure);
        };
    }

    static WorkException work(StepException e) {
        var failure = of(e);
        var work =
                switch (e.failure()) {
                    case MOVED -> WorkException.moved(failure, e.found().raw());
                    default -> WorkException.failed(failure);
                };
        return e.output().isEmpty() ? work : work.with(List.of(Excerpt.of(source(e), e.output())));
    }

    private static String source(StepException e) {
        return "output of the step " + e.step();
    }

    private static Kind kind(HostException e) {
        return switch (e.kind()) {
            case UNREACHABLE, LOST, PROTOCOL, ANSWER -> Kind.UNREACHABLE;
            case HOST_KEY -> Kind.HOST_KEY;
            case AUTHENTICATION -> Kind.AUTHENTICATION;
        };
    }

    private static Kind kind(String step) {
        if (step.equals("task")) {
            return Kind.TASK;
        }
        return step.startsWith("stage") ? Kind.STAGING : Kind.SWITCH;
    }

    private static Kind kind(StepException e) {
        return switch (e.failure()) {
            case FENCED -> Kind.FENCED;
            case HELD -> Kind.LOCKED;
            default -> kind(e.step());
        };
    }
}

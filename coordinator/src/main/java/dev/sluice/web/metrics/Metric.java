package dev.sluice.web.metrics;

/**
 * What is shown of each site, with the labels {@code inventory} and {@code site}. Names and labels are a promise to whoever has alerts on them. Sites with
 * the same names share their lines: the worse value is shown, or the sum.
 */
enum Metric {
    NEEDS_PERSON(
            "sluice.rollout.needs.person",
            Together.MOST,
            "1 while a person has to act on a rollout, or records cannot be read; else 0"),
    HOLD_DEADLINE(
            "sluice.hold.deadline.timestamp.seconds",
            Together.LEAST,
            "When the hold ends by itself, while a rollout is held with a deadline"),
    LAST_SUCCESS(
            "sluice.rollout.last.success.timestamp.seconds",
            Together.LEAST,
            "When the last release that succeeded ended"),
    ROLLOUTS("sluice.rollouts", Together.SUM, "Rollouts that are over, by outcome"),
    LAST_DECISION(
            "sluice.schedule.last.decision.timestamp.seconds",
            Together.LEAST,
            "When it was last recorded what becomes of a start of a schedule"),
    STARTS("sluice.schedule.starts", Together.SUM, "Starts of schedules, by what became of them"),
    HOSTS("sluice.hosts", Together.SUM, "Hosts, by their state in the records"),
    FROZEN("sluice.frozen", Together.MOST, "1 while the fleet is frozen, as far as this machine knows; else 0"),
    CONFIG(
            "sluice.config.last.reload.successful",
            Together.LEAST,
            "1 if inventory and playbook had no errors when they were last read; else 0"),
    FAILED("sluice.notifications.failed", Together.MOST, "Messages to people that were given up, by channel");

    /** What is shown of two values. */
    private enum Together {
        MOST,
        LEAST,
        SUM
    }

    private final String id;
    private final Together together;
    private final String help;

    Metric(String id, Together together, String help) {
        this.id = id;
        this.together = together;
        this.help = help;
    }

    /** Its name with dots, without the suffix of a counter. */
    String id() {
        return id;
    }

    String help() {
        return help;
    }

    /** The value of two sites that have the same names. */
    double together(double one, double other) {
        return switch (together) {
            case MOST -> Math.max(one, other);
            case LEAST -> Math.min(one, other);
            case SUM -> one + other;
        };
    }

    /** Its values only grow. */
    boolean isCounter() {
        return this == ROLLOUTS || this == STARTS || this == FAILED;
    }

    /** The label beside those of the site; empty for none. */
    String label() {
        return switch (this) {
            case ROLLOUTS -> "outcome";
            case STARTS -> "result";
            case HOSTS -> "state";
            case FAILED -> "channel";
            case NEEDS_PERSON, HOLD_DEADLINE, LAST_SUCCESS, LAST_DECISION, FROZEN, CONFIG -> "";
        };
    }
}

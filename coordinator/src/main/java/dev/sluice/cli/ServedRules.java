package dev.sluice.cli;

import dev.sluice.access.Scope;
import dev.sluice.web.Commands.Admission;
import dev.sluice.web.Commands.Lasting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which commands a daemon runs for callers, what each needs, and why the others run where they are typed only. */
final class ServedRules {
    private static final String THIS_MACHINE = "it is about the machine that it runs on";
    private static final String TOKENS = "a token would make itself another one";
    private static final String BY_HAND = "it repairs by hand what a person has seen on the coordinator's machine";

    /** By the words of the command; the scope is the least one, of the command without options. */
    private static final Map<String, Rule> RULES = rules();

    /** By the words of the command. */
    private static final Map<String, Refused> LOCAL = Map.ofEntries(
            here("demo"),
            here("init"),
            here("keygen"),
            here("self-check"),
            here("docs"),
            here("schema"),
            here("completion"),
            here("version"),
            there("serve", "it is the daemon itself"),
            there("token", TOKENS),
            there("token create", TOKENS),
            there("token list", TOKENS),
            there("token revoke", TOKENS),
            there("trust", "whom the daemon trusts is decided on its machine"),
            there("setup", BY_HAND),
            there("adopt", BY_HAND),
            there("lock", BY_HAND + "; sluice freeze keeps releases out"),
            there("unlock", BY_HAND),
            there("rotate", "it makes a key on the coordinator's machine"),
            there("schedule run", "the daemon starts what is due by itself"),
            there("schedule", "it needs one of its commands"),
            there("audit", "it needs one of its commands"));

    private ServedRules() {}

    /** When a command begins to work. */
    enum Precedence {
        /** At once: it reads, or it stops what others started. */
        AT_ONCE,
        /** When no rollout of a site that shares hosts runs. */
        AFTER_OTHERS
    }

    /** How a command is served. */
    record Rule(Admission admission, Precedence precedence) {
        private Rule asking() {
            return new Rule(new Admission(Scope.PLAN, admission.lasting()), precedence);
        }

        private Rule whileRead() {
            return new Rule(new Admission(admission.scope(), Lasting.WHILE_READ), precedence);
        }
    }

    /** Where a command that no daemon runs is run. */
    enum Place {
        /** It touches no fleet: it means the machine where it is typed, whatever server is set. */
        HERE,
        /** On the coordinator's machine. */
        THERE
    }

    /** Why no daemon runs a command. */
    record Refused(Place place, String why) {}

    private static Map<String, Rule> rules() {
        var rules = new HashMap<String, Rule>();
        add(rules, Scope.READ, Precedence.AT_ONCE, "status", "history", "hosts", "logs", "audit verify", "validate");
        add(rules, Scope.READ, Precedence.AT_ONCE, "schedule list", "schedule next");
        add(rules, Scope.PLAN, Precedence.AT_ONCE, "plan", "doctor", "explain");
        add(rules, Scope.RUN, Precedence.AFTER_OTHERS, "release", "stage", "converge", "refresh", "resume");
        add(rules, Scope.RUN, Precedence.AFTER_OTHERS, "schedule trigger");
        add(rules, Scope.RUN, Precedence.AT_ONCE, "prune", "hosts enable");
        add(rules, Scope.APPROVE, Precedence.AFTER_OTHERS, "promote");
        // Both let begin again what a person has stopped.
        add(rules, Scope.APPROVE, Precedence.AT_ONCE, "unfreeze", "schedule resume");
        add(
                rules,
                Scope.STOP,
                Precedence.AT_ONCE,
                "pause",
                "abort",
                "rollback",
                "freeze",
                "schedule pause",
                "hosts disable");
        return Map.copyOf(rules);
    }

    private static void add(Map<String, Rule> rules, Scope scope, Precedence precedence, String... commands) {
        for (var command : commands) {
            rules.put(command, new Rule(new Admission(scope, Lasting.TO_ITS_END), precedence));
        }
    }

    private static Map.Entry<String, Refused> here(String command) {
        return Map.entry(command, new Refused(Place.HERE, THIS_MACHINE));
    }

    private static Map.Entry<String, Refused> there(String command, String why) {
        return Map.entry(command, new Refused(Place.THERE, why));
    }

    /** How this command is served, with its options; empty where it is not. */
    static Optional<Rule> of(ParseResult command) {
        var rule = Optional.ofNullable(RULES.get(GivenWords.name(command)));
        if (is(command, "--live") || is(command, "--site")) {
            rule = rule.map(Rule::asking);
        }
        return is(command, "--follow") || is(command, "--watch") ? rule.map(Rule::whileRead) : rule;
    }

    private static boolean is(ParseResult command, String option) {
        var found = command.matchedOption(option);
        return found != null && Boolean.TRUE.equals(found.getValue());
    }

    /** Why this command is not served; empty where it is. */
    static Optional<Refused> refused(ParseResult command) {
        return Optional.ofNullable(LOCAL.get(GivenWords.name(command)));
    }

    /** The scope of each command that is served, without options. */
    static Map<String, Scope> scopes() {
        var scopes = new HashMap<String, Scope>();
        RULES.forEach((command, rule) -> scopes.put(command, rule.admission().scope()));
        return scopes;
    }

    /** The commands that are not served. */
    static Map<String, Refused> local() {
        return LOCAL;
    }
}

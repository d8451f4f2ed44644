package dev.sluice.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.sluice.document.HostText;
import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.CommandResult;
import dev.sluice.host.HttpAnswer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may have what a host sent as it came. */
final class HostTextRules {
    private static final String ROOT = "dev.sluice.";

    private HostTextRules() {}

    static Map<String, ArchRule> all() {
        return Map.of(
                "raw answers", rawAnswers(),
                "answers are host text", answersAreHostText(),
                "raw host text", rawHostText(),
                "raw pages", rawPages(),
                "raw refusals", rawRefusals());
    }

    /** What a host answered is read by AnswerFields, which lets nothing through that cannot be printed. */
    private static ArchRule rawAnswers() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "host..", ROOT + "step..", ROOT + "http..", ROOT + "it..")
                .should()
                .accessTargetWhere(new UseOf(CommandResult.class, "values", "rows", "find", "log"))
                .as("values of a host's answer are read where they are checked")
                .allowEmptyShould(true);
    }

    /** The only way from an answer to a text is HostText, which prints harmlessly; identifiers are checked by the reader. */
    private static ArchRule answersAreHostText() {
        return methods()
                .that()
                .areDeclaredIn(AnswerFields.class)
                .and()
                .areNotPrivate()
                .and()
                .haveRawReturnType(String.class)
                .should()
                .haveName("identifier")
                .as("AnswerFields returns text of hosts as HostText")
                .allowEmptyShould(true);
    }

    /** Who compares what a host sent, stores it as a record's value, or masks secrets in it. */
    private static ArchRule rawHostText() {
        return noClasses()
                .that(are(outside(
                        "document.HostText",
                        "step.HostFacts",
                        "step.ReadSiteLogs",
                        "step.StageRelease",
                        "plan.ReleaseId",
                        "readiness.Survey",
                        "engine.SessionHostWork",
                        "engine.HostFailures",
                        "engine.SiteLogReader",
                        "operation.PlanFile")))
                .should()
                .accessTargetWhere(new UseOf(HostText.class, "raw"))
                .as("text of hosts is unescaped only where it is compared or recorded")
                .allowEmptyShould(true);
    }

    /** The pages of a site are no HostText: those who search them shorten and escape what they show. */
    private static ArchRule rawPages() {
        return noClasses()
                .that(are(outside(
                                "readiness.WebServerJudgement",
                                "readiness.WebAnswerer",
                                "probe.HttpProbe",
                                "probe.AnswerExcerpt",
                                "engine.FirstWay",
                                "engine.FreshHttp",
                                "opcache.WebServerAnswer",
                                "opcache.OwnEndpointClient",
                                "opcache.PacedHttp",
                                "opcache.AnswerReading",
                                "view.ExplainListing")
                        .and(resideOutsideOfPackages(ROOT + "host..", ROOT + "http..", ROOT + "it.."))))
                .should()
                .accessTargetWhere(new UseOf(HttpAnswer.class, "body", "headers", "header"))
                .as("pages and headers of a site are read where they are shortened and escaped")
                .allowEmptyShould(true);
    }

    /** What an endpoint gives as a reason is any text; all else that it answers is one printable line. */
    private static ArchRule rawRefusals() {
        return noClasses()
                .that(are(outside("opcache.Refusals")
                        .and(resideOutsideOfPackages(ROOT + "endpoint..", ROOT + "demo..", ROOT + "it.."))))
                .should()
                .accessTargetWhere(new UseOf(EndpointRefusal.class, "error"))
                .as("an endpoint's reason is read where it is shortened and escaped")
                .allowEmptyShould(true);
    }

    /** Other classes than these, with the classes in them, and those of the integration tests. */
    private static DescribedPredicate<JavaClass> outside(String... homes) {
        var names = Stream.of(homes).map(ROOT::concat).toList();
        return DescribedPredicate.describe(
                "classes other than " + names,
                some -> !some.getPackageName().startsWith(ROOT + "it.")
                        && names.stream()
                                .noneMatch(name -> some.getName().equals(name)
                                        || some.getName().startsWith(name + "$")));
    }

    /** Calls of methods, and references to them. */
    private static final class UseOf extends DescribedPredicate<JavaAccess<?>> {
        private final Class<?> owner;
        private final List<String> methods;

        UseOf(Class<?> owner, String... methods) {
            super("target is one of " + List.of(methods) + " of " + owner.getSimpleName());
            this.owner = owner;
            this.methods = List.of(methods);
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            return access.getTargetOwner().isEquivalentTo(owner)
                    && methods.contains(access.getTarget().getName());
        }
    }
}

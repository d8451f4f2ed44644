package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.codec.SamplePlan;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.engine.HostLanes;
import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.ServiceAddress;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.ReleaseId;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Tasks;
import dev.sluice.readiness.FactsDraft;
import dev.sluice.readiness.Survey;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.step.EndpointFiles;
import dev.sluice.step.HostFacts.Link;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTargetCheckTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final Tasks NO_TASKS = new Tasks(List.of(), List.of(), List.of(), List.of());

    private Map<String, String> compared = Map.of("state", "whole", "digest", "d");
    private String served = "b";
    private String method = "";
    private Tasks tasks = NO_TASKS;

    /** A host that compares as the test says, and asks nothing else. */
    private final class OneHost implements HostConnector, HostSession, HostHttp {
        @Override
        public HostSession connect(Host host) {
            return this;
        }

        @Override
        public HostName host() {
            return WEB1;
        }

        @Override
        public CommandResult run(HostCommand command) throws HostException {
            return new CommandResult("", compared, List.of(), "");
        }

        @Override
        public HostStream open(ServiceAddress service) {
            throw new UnsupportedOperationException("nothing is opened");
        }

        @Override
        public HttpAnswer send(HttpCall call) {
            throw new UnsupportedOperationException("nothing is asked by HTTP");
        }

        @Override
        public void close() {}
    }

    private final class Endpoint implements CodeRefresh {
        @Override
        public Served served(Host host, HostHttp http) throws ProofException {
            if (served.equals("404")) {
                throw new ProofException("the endpoint cannot be called", "it answered 404", "let it through");
            }
            return new Served(served, method, OutdatedScripts.NONE);
        }

        @Override
        public void forgetOthers(Host host, HostHttp http, ReleaseId live) {
            throw new UnsupportedOperationException("nothing is forgotten");
        }

        @Override
        public void refuseUnreadable(Host host, HostHttp http, ReleaseId release) {
            throw new UnsupportedOperationException("nothing is switched");
        }

        @Override
        public void warm(Host host, HostHttp http, ReleaseId release, Direction direction) {
            throw new UnsupportedOperationException("nothing is compiled");
        }

        @Override
        public Evidence prove(Host host, HostHttp http, ReleaseId release, Direction direction) {
            throw new UnsupportedOperationException("nothing is proved");
        }
    }

    private String wayBack(FactsDraft draft, EndpointFiles files) {
        var host = new OneHost();
        var survey = new Survey(List.of(PlanDraft.host(WEB1)), Map.of(WEB1, draft.facts()), Map.of());
        return new RollbackTargetCheck(
                        playbook(),
                        new Sessions(host, (session, web) -> host),
                        new Endpoint(),
                        any -> files,
                        new HostLanes(Runnable::run, 1))
                .of(survey)
                .summary();
    }

    private String wayBack() {
        return wayBack(new FactsDraft(), EndpointFiles.none());
    }

    private Playbook playbook() {
        return PlanDraft.of(1).tasks(tasks).plan().playbook();
    }

    @Test
    void a_whole_release_that_answers_is_a_way_back() {
        assertEquals("rollback target b verified", wayBack());
    }

    @Test
    void a_host_without_an_endpoint_needs_no_answer() {
        served = "";
        assertEquals("rollback target b verified", wayBack());
    }

    @Test
    void what_differs_on_disk_is_told() {
        compared = Map.of("state", "changed", "digest", "d", "count", "2", "names", "a\nb\u001b[2J");
        assertEquals("rollback target b not verified: 2 of its files differ or are missing: a, b", wayBack());
        compared = Map.of("state", "absent", "digest", "");
        assertEquals("rollback target b not verified: it is not there any more", wayBack());
        compared = Map.of("state", "no-manifest", "digest", "d");
        assertEquals(
                "rollback target b not verified: its manifest is missing, so it is unknown whether it is unchanged",
                wayBack());
    }

    @Test
    void an_endpoint_that_does_not_answer_for_it_is_told() {
        served = "404";
        assertEquals("rollback target b not verified: the endpoint cannot be called: it answered 404", wayBack());
        served = "a";
        assertEquals("rollback target b not verified: PHP serves a instead", wayBack());
    }

    @Test
    void a_release_that_is_adopted_first_is_not_proved_yet() {
        assertEquals(
                "rollback target b not verified: it is adopted with this release",
                wayBack(new FactsDraft(), new EndpointFiles("<?php", "{}")));
    }

    @Test
    void after_an_irreversible_task_there_is_none() {
        tasks = SamplePlan.of("web001").playbook().tasks();
        assertEquals("rollback target b not verified: the task 'migrate' is irreversible", wayBack());
    }

    @Test
    void before_the_first_release_and_outside_of_releases_there_is_none() {
        var fresh = new FactsDraft();
        fresh.link = Link.ABSENT;
        fresh.live = Optional.empty();
        assertEquals("rollback not possible yet: this is the first release here", wayBack(fresh, EndpointFiles.none()));
        var elsewhere = new FactsDraft();
        elsewhere.target = "/srv/other";
        elsewhere.live = Optional.empty();
        assertEquals(
                "rollback not possible yet: current leads to '/srv/other', which is no release of Sluice's",
                wayBack(elsewhere, EndpointFiles.none()));
    }
}

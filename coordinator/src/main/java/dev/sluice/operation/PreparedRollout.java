package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.document.Problem;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RollbackTargets;
import dev.sluice.readiness.Survey;
import java.util.List;
import java.util.Optional;

/**
 * A plan and all that a person should know before it is run.
 *
 * @param artifact empty where every host has the release already
 * @param notYet keys of the two files that have no effect yet
 * @param notes what was put right in the artifact
 * @param adoptions hosts whose live release is adopted first: it receives a marker, and the endpoint
 * @param rollbackTargets whether each host could go back
 * @param window until when it is open, or when it opens; empty without a window
 */
public record PreparedRollout(
        RolloutPlan plan,
        Optional<Artifact> artifact,
        Survey survey,
        List<Problem> notYet,
        List<String> notes,
        List<HostName> adoptions,
        RollbackTargets rollbackTargets,
        Optional<String> window) {}

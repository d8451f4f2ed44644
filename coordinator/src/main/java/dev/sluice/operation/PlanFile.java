package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.codec.BoundPlanCodec;
import dev.sluice.codec.CodecException;
import dev.sluice.codec.PlanCodec;
import dev.sluice.document.DocumentIndex;
import dev.sluice.document.HarmlessText;
import dev.sluice.document.SecretException;
import dev.sluice.document.WholeFile;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.engine.RecordKeys;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.BoundPlan;
import dev.sluice.plan.BoundPlan.HostState;
import dev.sluice.plan.BoundPlan.Source;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Survey;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan kept in a file between its review and the rollout: it binds, and hosts and files must be unchanged. */
final class PlanFile {
    private static final String AGAIN = "make a new plan: sluice plan --out FILE";

    private static final int MOST_OF_A_LINK = 200;

    private final Project project;
    private final RecordKeys keys;

    PlanFile(Project project, RecordKeys keys) {
        this.project = project;
        this.keys = keys;
    }

    /** Writes what was prepared; secrets are in it as references only. */
    void write(Path file, PreparedRollout prepared) throws RefusedException {
        var key = signing();
        var bound = new BoundPlan(
                keys.project(),
                prepared.plan(),
                prepared.artifact().map(artifact -> new Source(artifact.path().toString(), artifact.sha256())),
                prepared.survey().facts().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(host -> seen(host.getKey(), host.getValue()))
                        .toList(),
                fingerprint(project.inventoryDocument().index()),
                fingerprint(project.playbookDocument().index()));
        try {
            WholeFile.writePrivate(file, new BoundPlanCodec().encode(bound, key));
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.USAGE, List.of("the plan cannot be written to " + file + ": " + e), "name another file");
        }
    }

    private EndpointKey signing() throws RefusedException {
        try {
            return keys.signing().orElseThrow(() -> unsigned("this project has no key: records.key is missing"));
        } catch (SecretException e) {
            throw unsigned(String.valueOf(e.getMessage()));
        }
    }

    private static RefusedException unsigned(String why) {
        return new RefusedException(
                Reason.INVALID,
                List.of("a plan in a file is signed, so that it cannot be changed before it is run; " + why),
                "sluice keygen --out FILE makes a key; name it in the playbook: records: { key: file:FILE }");
    }

    /**
     * Reads a plan, checks who signed it, and compares it with the files by value: it can name no host, no task and no secret that they do not.
     *
     * @throws RefusedException when it is damaged, of another fleet, or either file changed meanwhile
     */
    BoundPlan read(Path file) throws RefusedException {
        var bound = decode(file);
        var changed = new ArrayList<String>();
        if (!bound.plan().fleet().equals(project.fleet().toString())
                || !bound.project().equals(keys.project())) {
            changed.add(file + " is a plan of another project or fleet: of "
                    + bound.plan().fleet() + ", this is " + project.fleet());
        }
        if (!bound.inventory().equals(fingerprint(project.inventoryDocument().index()))) {
            changed.add(project.inventoryDocument().index().file() + " changed after " + file + " was made");
        }
        if (!bound.playbook().equals(fingerprint(project.playbookDocument().index()))) {
            changed.add(project.playbookDocument().index().file() + " changed after " + file + " was made");
        }
        changed.addAll(ForeignPlan.of(bound.plan(), project).differences("in " + file));
        if (!changed.isEmpty()) {
            throw new RefusedException(Reason.INVALID, changed, AGAIN);
        }
        return bound;
    }

    /** That the artifact is still the one of the plan. */
    static void check(BoundPlan bound, Artifact artifact) throws RefusedException {
        var same = artifact.manifest().digest().equals(bound.plan().release().digest())
                && bound.artifact().map(Source::sha256).equals(Optional.of(artifact.sha256()));
        if (!same) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of("artifact " + artifact.path() + " changed after the plan was made: its digest is "
                            + artifact.manifest().digest() + ", the plan has "
                            + bound.plan().release().digest()),
                    AGAIN);
        }
    }

    /** That each host answers as it did when the plan was made. */
    static void check(BoundPlan bound, Survey survey) throws RefusedException {
        var differences = new ArrayList<String>();
        for (var was : bound.hosts()) {
            var facts = survey.facts().get(was.host());
            if (facts != null) {
                differences.addAll(differences(was, seen(was.host(), facts)));
            }
        }
        if (!differences.isEmpty()) {
            throw new RefusedException(Reason.PREFLIGHT, differences, AGAIN);
        }
    }

    static List<Host> hosts(RolloutPlan plan) {
        return plan.hosts().stream().map(HostPlan::host).toList();
    }

    private static List<String> differences(HostState was, HostState is) {
        var differences = new ArrayList<String>();
        if (!was.link().equals(is.link())) {
            differences.add(was.host() + ": current is " + shown(is.link()) + ", the plan has " + shown(was.link()));
        }
        if (!was.id().equals(is.id())) {
            differences.add(was.host() + ": it is another directory or host, "
                    + is.id().orElse("a new one") + ", the plan has " + was.id().orElse("a new one"));
        }
        if (was.link().equals(is.link()) && !was.digest().equals(is.digest())) {
            differences.add(was.host() + ": the live release has digest " + shown(is.digest()) + ", the plan has "
                    + shown(was.digest()));
        }
        return differences;
    }

    private static String shown(String text) {
        return text.isEmpty() ? "nothing" : HarmlessText.line(text, MOST_OF_A_LINK);
    }

    private static HostState seen(HostName host, HostFacts facts) {
        return new HostState(
                host,
                facts.target().raw(),
                facts.machine().id(),
                facts.live().map(LiveRelease::digest).orElse(""));
    }

    private BoundPlan decode(Path file) throws RefusedException {
        try {
            return new BoundPlanCodec().decode(Files.readString(file), keys.trusted());
        } catch (CodecException | SecretException | IOException e) {
            throw new RefusedException(
                    Reason.INVALID, List.of(file + " cannot be read as a plan: " + e.getMessage()), AGAIN);
        }
    }

    private static String fingerprint(DocumentIndex document) throws RefusedException {
        try {
            return PlanCodec.digest(new String(Files.readAllBytes(Path.of(document.file())), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of(document.file() + " cannot be read any more: " + e.getMessage()),
                    "restore the file, or make the plan anew: sluice plan --out FILE");
        }
    }
}

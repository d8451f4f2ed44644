package dev.sluice.web;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance.Digest;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Waiver;
import dev.sluice.plan.Waiver.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be released, as a program sends it. */
final class ReleaseRequest {
    static final List<String> FIELDS = List.of(
            "artifact", "release", "requireDigest", "until", "strategy", "overrideWindow", "skipCheck", "reason");

    private final ServedArtifacts artifacts;

    ReleaseRequest(ServedArtifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** @throws Refusal with what is wrong */
    ReleaseOrder order(JsonBody body) {
        var artifact = body.text("artifact").map(this::location);
        var release = body.text("release").map(ReleaseRequest::releaseId);
        if (artifact.isEmpty() && release.isEmpty()) {
            throw new Refusal(400, "neither artifact nor release is named", "name one of them");
        }
        return new ReleaseOrder(artifact, digest(body), release, waivers(body), body.number("until"));
    }

    /** For hosts that missed a rollout: what is live elsewhere is known, and an artifact is needed only where a host lacks it. */
    ReleaseOrder converging(JsonBody body) {
        return new ReleaseOrder(
                body.text("artifact").map(this::location),
                digest(body),
                Optional.empty(),
                waivers(body),
                body.number("until"));
    }

    private static Digest digest(JsonBody body) {
        return body.isTrue("requireDigest") ? Digest.REQUIRED : Digest.WHEN_THERE;
    }

    private static List<Waiver> waivers(JsonBody body) {
        var waivers = new ArrayList<Waiver>();
        if (body.isTrue("overrideWindow")) {
            waivers.add(new Waiver(Kind.WINDOW, "", body.required("reason")));
        }
        body.text("skipCheck").ifPresent(name -> waivers.add(new Waiver(Kind.CHECK, name, body.required("reason"))));
        body.text("strategy").ifPresent(name -> waivers.add(new Waiver(Kind.STRATEGY, name, body.required("reason"))));
        if (waivers.isEmpty() && body.text("reason").isPresent()) {
            throw new Refusal(400, "reason belongs to overrideWindow, skipCheck or strategy", "leave it out");
        }
        return waivers;
    }

    private ArtifactLocation location(String text) {
        try {
            return artifacts.location(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "artifact " + e.getMessage(), "name a file below one of them, or an https address");
        }
    }

    static ReleaseId releaseId(String text) {
        try {
            return new ReleaseId(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()), "GET the hosts of the site, which have releases");
        }
    }
}

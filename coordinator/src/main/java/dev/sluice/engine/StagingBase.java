package dev.sluice.engine;

import dev.sluice.artifact.PayloadCompression;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.step.HostFacts;
import dev.sluice.step.KeptReleases;
import dev.sluice.step.StageRelease;
import dev.sluice.step.StageRelease.Bases;
import dev.sluice.step.StageRelease.Staged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a host has that a release can be made of, and in which words the result is reported. */
final class StagingBase {
    /** The live release, and one more if that cannot be used. */
    private static final int COPIES = 2;

    private StagingBase() {}

    /** Hard links share files with the release that they come from, so with them no release becomes another one. */
    static Bases of(HostFacts facts, String release, ReleaseSettings settings) {
        var others = facts.releases().stream()
                .filter(one -> !one.id().equals(release))
                .toList();
        var live = facts.live().map(HostFacts.LiveRelease::id).orElse("");
        var copies = Stream.concat(
                        Stream.of(live).filter(id -> !id.isEmpty()),
                        KeptReleases.of(others, live, Optional.empty(), COPIES).stream())
                .limit(COPIES)
                .toList();
        return settings.base() == ReleaseSettings.Base.LINK
                ? new Bases(List.of(), copies)
                : new Bases(KeptReleases.recyclable(others, live, settings.keep()), copies);
    }

    /** The best that both sides have. */
    static PayloadCompression compression(Set<String> tools) {
        return Stream.of(PayloadCompression.ZSTD, PayloadCompression.GZIP)
                .filter(each -> tools.contains(each.name().toLowerCase(Locale.ROOT)) && each.isUsable())
                .findFirst()
                .orElse(PayloadCompression.NONE);
    }

    /** @param entries of the whole release */
    static List<String> notes(Staged staged, int entries) {
        var notes = new ArrayList<String>();
        staged.passedOver()
                .forEach(passed -> notes.add(
                        "release " + passed.release() + " could not be used for the new one: " + reason(passed.why())));
        var sent = staged.files() + " of " + entries + " entries were sent";
        switch (staged.way()) {
            // The ordinary ways: how much was sent is in the event.
            case PRESENT, NONE, COPY, LINK -> {}
            case RESUME -> notes.add(sent + ", the others had arrived before");
            case RECYCLE ->
                notes.add(sent + ", the others are those of release " + staged.base() + ", which was no longer needed");
        }
        return notes;
    }

    private static String reason(StageRelease.Unusable why) {
        return switch (why) {
            case LIVE -> "it is live";
            case UNSOUND -> "its marker or its manifest is missing or was changed";
            case YOUNG -> "it was live within the last hour, and a request may still be in it";
            case USED -> "a process works in its directory";
            case FIXED -> "its directory cannot be renamed";
            case UNFIT -> "it differs in too many places, or has a file whose name has a line feed";
            case UNCOPIED -> "its files could not be copied";
        };
    }
}

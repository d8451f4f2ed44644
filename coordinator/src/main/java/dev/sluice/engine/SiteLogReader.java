package dev.sluice.engine;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.Playbook;
import dev.sluice.rollout.Excerpt;
import dev.sluice.step.ReadSiteLogs;
import dev.sluice.step.ReadSiteLogs.Part;
import dev.sluice.step.SiteLogs;
import dev.sluice.step.StepException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the last lines of a site's logs on a host, and makes them safe to print and to store. */
public final class SiteLogReader {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int EVIDENCE_BYTES = 16_384;
    private static final int EVIDENCE_LINES = 10;
    private static final int MOST_LOGS = 8;
    private static final int LINE_CHARS = 400;
    private static final String SOURCE = "the site's logs";

    private final Playbook playbook;
    private final SecretSource secrets;

    /** @param secrets those of the playbook and of the host are masked in the lines */
    public SiteLogReader(Playbook playbook, SecretSource secrets) {
        this.playbook = playbook;
        this.secrets = secrets;
    }

    /** The last lines of each log since the host's last switch; logs without any are left out. */
    List<Excerpt> sinceSwitch(HostSession session, Host host) {
        var logs = SiteLogs.of(host);
        if (logs.none()) {
            return List.of();
        }
        try {
            var step =
                    new ReadSiteLogs(host.path(), logs, new ReadSiteLogs.From.LastSwitch(), EVIDENCE_BYTES, PATIENCE);
            return excerpts(step.on(session), KnownSecrets.mask(host, playbook, secrets));
        } catch (StepException | HostException e) {
            return List.of(unread(e));
        }
    }

    static Excerpt unread(Exception e) {
        return Excerpt.missing(SOURCE, HarmlessText.line("could not be read: " + e.getMessage(), LINE_CHARS));
    }

    private static List<Excerpt> excerpts(List<Part> parts, SecretMask mask) {
        var excerpts = new ArrayList<Excerpt>();
        for (var part : parts) {
            var lines = lines(part, mask, EVIDENCE_LINES);
            var note = note(part);
            if ((!lines.isEmpty() || !note.isEmpty()) && excerpts.size() < MOST_LOGS) {
                excerpts.add(new Excerpt(part.file().shown(LINE_CHARS), lines, note));
            }
        }
        return excerpts;
    }

    /** Why a log has no lines, for people; empty for one that was read. */
    public static String note(Part part) {
        return switch (part.state()) {
            case READ, ROTATED -> "";
            case ABSENT -> "does not exist";
            case NO_FILE -> "is not a regular file";
            case UNREADABLE -> "may not be read by the SSH user: add that user to the log's group, often adm";
            case UNMARKED -> "how far it was written at the switch is not known";
        };
    }

    /** The last lines of a part, safe to print; the first one is left out where it may be half a line. */
    public static List<String> lines(Part part, SecretMask mask, int most) {
        var whole = part.lines();
        if (part.cut() && whole.size() > 1) {
            whole = whole.subList(1, whole.size());
        }
        return whole.subList(Math.max(0, whole.size() - most), whole.size()).stream()
                .map(line -> HarmlessText.line(mask.in(LikelySecrets.masked(line.raw())), LINE_CHARS))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}

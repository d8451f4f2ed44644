package dev.sluice.step;

import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import java.util.List;

/**
 * Makes the files that pages of the live and of the new release name available on this host, whichever of the two is live. Copies files; a name that
 * exists keeps its content; links are skipped.
 *
 * @param release the new one's id; it is staged
 * @param directories inside a release
 * @param earlier ids of releases whose files are copied to the new one, besides the live one's
 */
public record PlaceAssets(
        Lease lease, String release, Permissions permissions, List<String> directories, List<String> earlier)
        implements Step<PlaceAssets.Placed> {
    public PlaceAssets {
        directories = List.copyOf(directories);
        earlier = List.copyOf(earlier);
    }

    /**
     * How many files were added; 0 when repeated.
     *
     * @param toLive to the release that is live
     * @param toNew to the new one
     */
    public record Placed(int toLive, int toNew) {}

    @Override
    public Placed on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.ASSETS, lease)
                .with("release", release)
                .with("umask", permissions.umask())
                .with("group", permissions.group().orElse(""))
                .with("directories", directories)
                .with("earlier", earlier)
                .on(session);
        return new Placed(files(result, "to_live"), files(result, "to_new"));
    }

    private static int files(Answer result, String key) throws HostException {
        return (int) result.fields().number(key, AnswerLimits.COUNT);
    }
}

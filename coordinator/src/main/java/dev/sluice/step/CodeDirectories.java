package dev.sluice.step;

import dev.sluice.playbook.ReleaseSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directories of a release that contain the site's code and public files, and who besides the deploy user may write there.
 *
 * @param code directories inside a release; a host checks their parents too. Empty: no check.
 * @param exempt paths inside a release that the playbook declares as shared or writable
 * @param writers names of accounts and groups that are expected to write there
 */
public record CodeDirectories(List<String> code, List<String> exempt, List<String> writers) {
    static final CodeDirectories NOT_CHECKED = new CodeDirectories(List.of(), List.of(), List.of());

    public CodeDirectories {
        code = List.copyOf(code);
        exempt = List.copyOf(exempt);
        writers = List.copyOf(writers);
    }

    /** Those of a playbook. */
    public static CodeDirectories of(ReleaseSettings settings) {
        return new CodeDirectories(
                Stream.concat(
                                Stream.of(settings.docroot()),
                                settings.assets().stream().flatMap(assets -> assets.directories().stream()))
                        .toList(),
                Stream.concat(settings.shared().directories().stream(), settings.writable().stream())
                        .toList(),
                settings.permissions().writers().orElse(List.of()));
    }

    HostCall addTo(HostCall call) {
        return code.isEmpty()
                ? call
                : call.with("code", code).with("exempt", exempt).with("writers", writers);
    }
}

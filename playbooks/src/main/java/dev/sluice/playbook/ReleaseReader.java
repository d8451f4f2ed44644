package dev.sluice.playbook;

import dev.sluice.document.Section;
import dev.sluice.document.Value;
import dev.sluice.playbook.ReleaseSettings.Assets;
import dev.sluice.playbook.ReleaseSettings.Base;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.playbook.ReleaseSettings.Shared;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code release}. */
final class ReleaseReader {
    private ReleaseReader() {}

    static ReleaseSettings release(Section section) {
        refuseWritableInShared(section);
        return new ReleaseSettings(
                section.number("keep", 5),
                section.text("docroot", "public"),
                shared(section.section("shared")),
                section.texts("writable"),
                section.choice("base", Base.COPY),
                permissions(section.section("permissions")),
                assets(section),
                section.texts("exclude"),
                section.text("signed_by").map(section.document()::resolve),
                section.parsed("limit", TransferRate::parse));
    }

    private static Shared shared(Section section) {
        var all = sharedValues(section);
        for (var inner : all) {
            all.stream()
                    .filter(outer -> holds(outer, inner, all))
                    .findFirst()
                    .ifPresent(outer -> inner.problem(
                            "is shared already, with " + outer.text().orElse("")));
        }
        return new Shared(section.texts("directories"), section.texts("files"));
    }

    /** What is shared has modes of its own, which a release does not change: a host would refuse the path after the upload. */
    private static void refuseWritableInShared(Section section) {
        var shared = sharedValues(section.section("shared"));
        for (var writable : section.value("writable").items()) {
            shared.stream()
                    .filter(outer -> isWithin(writable, outer))
                    .findFirst()
                    .ifPresent(
                            outer -> writable.problem(
                                    "is in " + outer.text().orElse("")
                                            + ", which is shared: set its modes once below shared/ on the hosts, and remove this entry"));
        }
    }

    private static boolean isWithin(Value inner, Value outer) {
        return outer.text()
                .flatMap(path -> inner.text().filter(within -> within.startsWith(path + "/")))
                .isPresent();
    }

    private static List<Value> sharedValues(Section section) {
        return Stream.of("directories", "files")
                .flatMap(key -> section.value(key).items().stream())
                .toList();
    }

    /** Whether one path is above the other, or the same and named earlier. */
    private static boolean holds(Value outer, Value inner, List<Value> all) {
        var path = outer.text();
        var within = inner.text();
        if (path.isEmpty() || within.isEmpty()) {
            return false;
        }
        return within.get().startsWith(path.get() + "/")
                || (within.equals(path) && all.indexOf(outer) < all.indexOf(inner));
    }

    private static Permissions permissions(Section section) {
        var umask = section.text("umask", "0022");
        return new Permissions(
                umask.length() == 3 ? "0" + umask : umask,
                section.text("group"),
                Optional.of(section.texts("writers")).filter(names -> !names.isEmpty()));
    }

    private static Optional<Assets> assets(Section section) {
        return section.value("assets")
                .section()
                .map(assets -> new Assets(assets.texts("directories"), assets.number("keep", 3)));
    }
}

package dev.sluice.inventory;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Document;
import dev.sluice.document.Pointer;
import dev.sluice.document.SecretReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes one host of its mentions and settings. */
final class HostReader {
    private final Document document;
    private final List<Mention> mentions;
    private final Map<String, Leaf> settings;
    private final Placeholders placeholders;
    private final String address;

    HostReader(Document document, List<Mention> mentions, Map<String, Leaf> settings) {
        this.document = document;
        this.mentions = mentions;
        this.settings = settings;
        var entry = mentions.get(0);
        var name = entry.host().value();
        this.address = entry.entry()
                .flatMap(section -> section.text("address")
                        .map(text -> new Leaf(text, section.value("address").pointer())))
                .map(leaf -> new Placeholders(entry, name, document.problems()).replace(leaf))
                .orElse(name);
        this.placeholders = new Placeholders(entry, address, document.problems());
    }

    Host host() {
        var entry = mentions.get(0);
        var groups = mentions.stream().map(Mention::group).toList();
        var host = new Host(
                entry.host(),
                address,
                groups,
                within("labels/"),
                required("path", "path"),
                ssh(),
                web(),
                text("logs").map(text -> text.lines().toList()));
        secrets(host);
        return host;
    }

    /** A secret that would be sent in plain text is reported where its route is set: the header may be right for other hosts. */
    private void secrets(Host host) {
        var route = host.secretRoute();
        host.web().headers().forEach((name, value) -> {
            if (route != SecretRoute.PROTECTED && value.secret().isPresent()) {
                leaf("web/" + route.key()).ifPresent(leaf -> document.problems()
                        .value(leaf.at(), "the header " + name + " is a secret, and " + route));
            }
        });
    }

    private SshSettings ssh() {
        return new SshSettings(
                required("ssh/user", "user", "ssh"),
                Integer.parseInt(text("ssh/port").orElse("22")),
                text("ssh/key").map(document::resolve),
                text("ssh/passphrase").flatMap(SecretReference::parse).map(document::locate),
                text("ssh/known_hosts").map(document::resolve).orElse("~/.ssh/known_hosts"),
                text("ssh/jump"));
    }

    private WebSettings web() {
        var headers = new LinkedHashMap<String, ConfiguredValue>();
        within("web/headers/")
                .forEach((name, value) -> headers.put(name, document.locate(ConfiguredValue.parse(value))));
        return new WebSettings(
                leaf("web/url").map(placeholders::replaceInUrl).orElse("http://127.0.0.1"),
                text("web/host"),
                headers,
                leaf("web/fastcgi").map(placeholders::replaceInUrl),
                text("web/via")
                        .map(via -> Via.valueOf(via.toUpperCase(Locale.ROOT)))
                        .orElse(Via.SSH),
                text("web/ca").map(document::resolve),
                text("web/pin"));
    }

    private Map<String, String> within(String prefix) {
        var result = new LinkedHashMap<String, String>();
        settings.forEach((path, leaf) -> {
            if (path.startsWith(prefix)) {
                result.put(path.substring(prefix.length()), leaf.text());
            }
        });
        return result;
    }

    private String required(String path, String... keys) {
        var text = text(path);
        if (text.isEmpty() && sound(path)) {
            var group = mentions.get(0).group();
            document.problems()
                    .missing(
                            Pointer.child("/groups", group),
                            "nothing sets " + path.replace('/', '.')
                                    + " for the hosts whose entry is in this group; set it in"
                                    + " defaults, in the group or at the host",
                            keys.length == 1
                                    ? new String[] {keys[0], "defaults"}
                                    : new String[] {keys[0], keys[1], "defaults"});
        }
        return text.orElse("");
    }

    /** Whether no layer has a wrong value for it. */
    private boolean sound(String path) {
        var problems = document.problems();
        var entry = mentions.get(0).entry().map(section -> problems.clean(section.pointer() + "/" + path));
        return problems.clean("/defaults/" + path)
                && entry.orElse(true)
                && mentions.stream()
                        .allMatch(mention -> problems.clean(Pointer.child("/groups", mention.group()) + "/" + path));
    }

    private Optional<String> text(String path) {
        return leaf(path).map(placeholders::replace);
    }

    private Optional<Leaf> leaf(String path) {
        return Optional.ofNullable(settings.get(path));
    }
}

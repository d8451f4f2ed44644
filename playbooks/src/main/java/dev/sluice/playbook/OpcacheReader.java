package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.SecretReference;
import dev.sluice.document.Section;
import dev.sluice.document.Value;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof.Busy;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code opcache} and the entries of its {@code for}. */
final class OpcacheReader {
    private static final Map<String, EndpointChoice> CHOICES = Map.of(
            "auto", new EndpointChoice.Auto(),
            "in_release", new EndpointChoice.InRelease(),
            "fastcgi", new EndpointChoice.FastCgi(),
            "none", new EndpointChoice.None());
    private static final Opcache DEFAULT = new Opcache(
            new EndpointChoice.Auto(),
            Optional.empty(),
            Method.AUTO,
            Optional.empty(),
            true,
            new Proof(new Workers.All(), Duration.ofSeconds(30), Busy.WAIT, Duration.ofMinutes(10)),
            List.of());

    private OpcacheReader() {}

    static Opcache opcache(Section section) {
        var all = over(DEFAULT, section);
        var some = section.sections("for").stream()
                .map(item -> new OpcacheFor(Selectors.required(item, "on"), over(all, item)))
                .toList();
        return new Opcache(all.endpoint(), all.key(), all.method(), all.reload(), all.warm(), all.proof(), some);
    }

    private static Opcache over(Opcache base, Section section) {
        var opcache = new Opcache(
                endpoint(section.value("endpoint")).orElse(base.endpoint()),
                section.secret("key").or(base::key),
                section.choice("method", base.method()),
                section.text("reload").or(base::reload),
                section.flag("warm", base.warm()),
                proof(section.section("proof"), base.proof()),
                List.of());
        var needed = opcache.method() == Method.RELOAD || opcache.proof().busy() == Busy.RELOAD;
        if (needed && opcache.reload().isEmpty() && section.sound("reload")) {
            section.missing("the key reload is missing: method: reload and busy: reload need its command", "reload");
        }
        return opcache;
    }

    private static Proof proof(Section section, Proof base) {
        return new Proof(
                workers(section.value("workers")).orElse(base.workers()),
                section.duration("within", base.within()),
                section.choice("busy", base.busy()),
                section.duration("busy_for", base.busyFor()));
    }

    private static Optional<Workers> workers(Value value) {
        Optional<Workers> count = value.number().map(Workers.Count::new);
        return count.or(() -> value.text().map(all -> new Workers.All()));
    }

    private static Optional<EndpointChoice> endpoint(Value value) {
        return value.text().map(CHOICES::get).or(() -> value.section().flatMap(OpcacheReader::own));
    }

    private static Optional<EndpointChoice> own(Section section) {
        var header = section.text("header");
        if (header.isEmpty()) {
            return Optional.empty();
        }
        var colon = header.get().indexOf(':');
        var value = ConfiguredValue.parse(header.get().substring(colon + 1).strip());
        Optional<SecretReference> secret = value.secret().map(section.document()::locate);
        return secret.map(reference -> new EndpointChoice.Own(
                section.text("url", ""),
                header.get().substring(0, colon),
                value.literal(),
                reference,
                section.text("expect", "")));
    }
}

package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site of https on a real nginx: whatever its certificate is, every command ends, and the message names the certificate. */
class HttpsSitesTest {
    private static final Duration NO_HANGING = Duration.ofMinutes(2);
    private static final int MANY = Integer.getInteger("sluice.it.https", 50);
    private static final RealFleet FLEET = RealFleet.start(1);
    private static final LiveNginx NGINX = new LiveNginx(FLEET, 1);
    private static final int PORT = NGINX.freePort();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path certificates;

    @SuppressWarnings("NullAway.Init")
    private static Certificates keys;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private int releases;

    @BeforeAll
    static void make_certificates() {
        keys = new Certificates(certificates, "shop.example.test");
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    /** Another certificate where no name is requested: the site's own is shown to those who name it (SNI). */
    private static void serve(String certificate, String protocol, String more) throws Exception {
        var lines = certificate.endsWith("-alone")
                ? keys.nginxAlone(certificate.replace("-alone", ""))
                : keys.nginx(certificate);
        NGINX.use(
                keys.nginx("other") + "ssl_protocols " + protocol + ";",
                "listen " + FLEET.host(1).address() + ":" + PORT + " ssl " + more + ";\n" + lines);
    }

    private Operator operator(String trust, String via) throws Exception {
        var host = FLEET.host(1);
        var inventory = FLEET.inventory("prod")
                .replace(
                        "    url: http://{address}:" + host.httpPort(),
                        "    url: https://{address}:" + PORT + "\n    via: " + via + "\n" + trusted(trust));
        return Operator.of(inventory, PlaybookText.simple(), Files.createDirectories(directory.resolve(via + trust)));
    }

    private static String trusted(String trust) throws Exception {
        return switch (trust) {
            case "ca" -> "    ca: " + keys.authority();
            case "none" -> "";
            case "both" -> "    ca: " + keys.authority() + "\n    pin: " + keys.pin("good");
            default -> "    pin: " + keys.pin("authority") + ", " + keys.pin(trust);
        };
    }

    private Ended release(Operator operator) {
        return operator.release(SampleSite.of("n" + ++releases));
    }

    @ParameterizedTest(name = "{0} {1} {2} trusting {3} by {4}")
    @CsvSource({"good, TLSv1.3, http2, both, ssh"})
    void a_site_of_https_is_released_to(String certificate, String protocol, String more, String trust, String via)
            throws Exception {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        serve(certificate, protocol, more);
        var operator = operator(trust, via);
        ends(0, release(operator)).shows("proved 4/4 workers");
        ends(0, operator.run("doctor")).shows("endpoint: it answers, and PHP serves what current names");
    }

    @ParameterizedTest(name = "{0} {1} {2} trusting {3} by {4}")
    @Tag("everything")
    @CsvSource({
        "good, TLSv1.2, '', ca, ssh",
        "good, TLSv1.3, http2, both, ssh",
        "self, TLSv1.3, '', self, ssh",
        "self, TLSv1.2, '', self, exec",
        "good, TLSv1.3, '', ca, exec",
        "self, TLSv1.2, http2, self, exec",
        "good, TLSv1.2, http2, ca, direct",
        "self, TLSv1.3, '', self, direct",
    })
    void a_site_of_https_is_released_to_and_reverted(
            String certificate, String protocol, String more, String trust, String via) throws Exception {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        serve(certificate, protocol, more);
        var operator = operator(trust, via);
        ends(0, release(operator)).shows("proved 4/4 workers");
        ends(5, operator.release(SampleSite.of("bad").broken()));
        assertEquals(SeenHost.on("n" + releases), SeenHost.of(FLEET.host(1)));
        ends(0, operator.run("doctor")).shows("endpoint: it answers, and PHP serves what current names");
    }

    @ParameterizedTest(name = "{0} {1} trusting {2} by {3}")
    @CsvSource({
        "good, TLSv1.2, none, ssh, no trusted authority signed, it shows the key sha256/",
        "good-alone, TLSv1.2, ca, exec, a certificate between them is missing, send the certificates in between",
        "expired, TLSv1.3, ca, ssh, the site's certificate has expired, renew the certificate",
        "other, TLSv1.3, good, direct, none of the keys in web.pin, it shows the key sha256/",
    })
    @Tag("everything")
    void a_certificate_that_is_refused_is_named(
            String certificate, String protocol, String trust, String via, String what, String next) throws Exception {
        refused(certificate, protocol, trust, via, what, next);
    }

    @ParameterizedTest(name = "{0} {1} trusting {2} by {3}")
    @Tag("everything")
    @CsvSource({
        "good, TLSv1.2, none, ssh, no trusted authority signed, it shows the key sha256/",
        "good, TLSv1.3, none, exec, no trusted authority signed, it shows the key sha256/",
        "self, TLSv1.3, ca, direct, no trusted authority signed, set web.pin",
        "good-alone, TLSv1.3, ca, ssh, a certificate between them is missing, send the certificates in between",
        "good-alone, TLSv1.2, ca, exec, a certificate between them is missing, send the certificates in between",
        "expired, TLSv1.2, ca, ssh, the site's certificate has expired, renew the certificate",
        "expired, TLSv1.3, ca, exec, the site's certificate has expired, renew the certificate",
        "future, TLSv1.3, ca, ssh, the site's certificate is not valid yet, check the clock",
        "other, TLSv1.2, ca, exec, the site's certificate is for other names, set web.host",
        "other, TLSv1.3, ca, ssh, the site's certificate is for other names, set web.host",
        "other, TLSv1.3, good, ssh, none of the keys in web.pin, it shows the key sha256/",
        "other, TLSv1.2, good, exec, none of the keys in web.pin, it shows the key sha256/",
        "other, TLSv1.3, both, direct, none of the keys in web.pin, it shows the key sha256/",
    })
    void a_certificate_that_is_refused_is_named_by_every_command(
            String certificate, String protocol, String trust, String via, String what, String next) throws Exception {
        refused(certificate, protocol, trust, via, what, next);
    }

    private void refused(String certificate, String protocol, String trust, String via, String what, String next)
            throws Exception {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        serve(certificate, protocol, "");
        var operator = operator(trust, via);
        for (Supplier<Ended> command : commands(operator)) {
            ends(4, assertTimeoutPreemptively(NO_HANGING, command::get)).shows(what);
        }
        ends(0, operator.run("adopt", "--yes"));
        ends(4, assertTimeoutPreemptively(NO_HANGING, () -> operator.run("doctor")))
                .shows(what)
                .shows(next);
        assertEquals("releases/v1", FLEET.host(1).site().current());
    }

    private List<Supplier<Ended>> commands(Operator operator) {
        var build = operator.build(SampleSite.of("v2")).toString();
        return List.of(() -> operator.run("plan", "--artifact", build), () -> release(operator));
    }

    /** The whole: what hung in 11 of 20 runs was found by no single one. */
    @ParameterizedTest(name = "{0} {1}")
    @Tag("everything")
    @Timeout(7200)
    @CsvSource({
        "good, TLSv1.2, ca, 0, proved 4/4 workers",
        "good, TLSv1.3, ca, 0, proved 4/4 workers",
        "good, TLSv1.2, none, 4, no trusted authority signed",
        "good, TLSv1.3, none, 4, no trusted authority signed",
        "expired, TLSv1.2, ca, 4, the site's certificate has expired",
        "expired, TLSv1.3, ca, 4, the site's certificate has expired",
        "other, TLSv1.2, ca, 4, the site's certificate is for other names",
        "other, TLSv1.3, ca, 4, the site's certificate is for other names",
    })
    void none_of_many_hangs(String certificate, String protocol, String trust, int code, String shown)
            throws Exception {
        FreshSite.make(FLEET, SampleSite.of("v1"));
        serve(certificate, protocol, "");
        var operator = operator(trust, "ssh");
        ends(0, operator.run("adopt", "--yes"));
        var took = new ArrayList<Long>();
        for (int i = 0; i < MANY; i++) {
            var build = operator.build(SampleSite.of("p" + i)).toString();
            List<Supplier<Ended>> each = List.of(
                    () -> operator.run("doctor"),
                    () -> operator.run("plan", "--artifact", build),
                    () -> release(operator));
            for (Supplier<Ended> command : each) {
                long began = System.nanoTime();
                var ended = assertTimeoutPreemptively(NO_HANGING, command::get);
                took.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
                assertEquals(code, ended.exitCode(), ended::toString);
                if (code != 0) {
                    ends(code, ended).shows(shown);
                }
            }
        }
        took.sort(Long::compare);
        System.out.println(certificate + " " + protocol + " trusting " + trust + ": " + took.size()
                + " commands, all exit " + code + ", median " + took.get(took.size() / 2) + " ms, longest "
                + took.get(took.size() - 1) + " ms");
    }
}

package dev.sluice.it.refusal;

import static dev.sluice.it.refusal.BothClients.Verdict.BOTH;
import static dev.sluice.it.refusal.BothClients.Verdict.NEITHER;
import static dev.sluice.it.refusal.BothClients.Verdict.STRICTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.OneSshd;
import dev.sluice.it.refusal.BothClients.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Host keys and certificates of a real sshd, judged by OpenSSH's client and by Sluice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostCertificateVerdictTest {
    private static final String TRUSTED = "@cert-authority [127.0.0.1]:<PORT> <ca>";
    private static final String NOBODY = "other.example.com";

    private final BothClients clients = new BothClients();
    private Path keys;

    @BeforeAll
    void make_keys(@TempDir Path directory) {
        keys = directory;
        key("ca", "ed25519", "256");
        key("ca2", "ed25519", "256");
        key("ca-rsa1024", "rsa", "1024");
        key("ca-rsa2048", "rsa", "2048");
        key("host", "ed25519", "256");
        key("host-rsa1024", "rsa", "1024");
        key("host-rsa2047", "rsa", "2047");
        key("host-rsa2048", "rsa", "2048");
    }

    @AfterAll
    void stop() {
        clients.close();
    }

    private void key(String name, String type, String bits) {
        Command.run(List.of(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-b",
                bits,
                "-N",
                "",
                "-f",
                keys.resolve(name).toString()));
    }

    /** What ssh-keygen is given beside the authority's key, and the key of the host. */
    record Certificate(String authority, String host, List<String> options) {
        static Certificate of(String authority, String host, String... options) {
            return new Certificate(authority, host, List.of(options));
        }
    }

    /** One for each kind of certificate, and of what is on record. */
    static Stream<Arguments> kinds() {
        return Stream.of(
                shown(BOTH, TRUSTED, "-h", "-n", "web01,127.0.0.1", "-V", "-1h:+1h"),
                shown(STRICTER, TRUSTED, "-h", "-n", "127.0.0.*"),
                shown(NEITHER, TRUSTED, "-h", "-n", NOBODY),
                shown(NEITHER, TRUSTED, "-h", "-n", "127.0.0.1", "-V", "-2h:-1h"),
                shown(NEITHER, TRUSTED, "-n", "127.0.0.1"),
                shown(NEITHER, "@cert-authority * <ca2>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, TRUSTED + "\n@revoked * <ca>", "-h", "-n", "127.0.0.1"),
                shown(STRICTER, "@cert-authority * <ca2>\n[127.0.0.1]:<PORT> <host>", "-h", "-n", "127.0.0.1"));
    }

    static Stream<Arguments> others() {
        return Stream.concat(principalsAndTimes(), authorities());
    }

    private static Stream<Arguments> principalsAndTimes() {
        return Stream.of(
                shown(BOTH, TRUSTED, "-h", "-n", "127.0.0.1"),
                // OpenSSH 9.2 refuses wildcards, a newer one takes them.
                shown(STRICTER, TRUSTED, "-h", "-n", "*"),
                shown(STRICTER, TRUSTED, "-h", "-n", "127.0.0.?"),
                shown(NEITHER, TRUSTED, "-h", "-n", "127.0.0.1 "),
                shown(NEITHER, TRUSTED, "-h", "-n", "127.0.0.1", "-V", "+1h:+2h"),
                shown(NEITHER, TRUSTED, "-h", "-n", "127.0.0.1", "-O", "critical:x@example.com=y"),
                // OpenSSH 10.3 and newer refuse it, too.
                shown(STRICTER, TRUSTED, "-h"));
    }

    private static Stream<Arguments> authorities() {
        return Stream.of(
                shown(BOTH, "@cert-authority 127.0.0.1 <ca>", "-h", "-n", "127.0.0.1"),
                shown(BOTH, "@cert-authority *,!*.example.com <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@cert-authority *.example.com <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@cert-authority *,!*127* <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@cert-authority [127.0.0.1]:1 <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "[127.0.0.1]:<PORT> <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@Cert-Authority * <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@foo * <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@cert-authority\t* <ca>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, TRUSTED + "\n@revoked * <host>", "-h", "-n", "127.0.0.1"),
                shown(NEITHER, "@cert-authority 127.0.0.1 <ca>\n@revoked 127.0.0.1 <ca>", "-h", "-n", "127.0.0.1"),
                shown(STRICTER, TRUSTED + "\n@revoked 127.0.0.1 <ca>", "-h", "-n", "127.0.0.1"));
    }

    private static Arguments shown(Verdict expected, String knownHosts, String... options) {
        return Arguments.of(expected, knownHosts, Certificate.of("ca", "host", options));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("kinds")
    void no_kind_of_certificate_is_accepted_that_openssh_refuses(Verdict expected, String text, Certificate shown)
            throws Exception {
        assertVerdict(expected, text, shown);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("others")
    @Tag("everything")
    void no_other_certificate_is_accepted_that_openssh_refuses(Verdict expected, String text, Certificate shown)
            throws Exception {
        assertVerdict(expected, text, shown);
    }

    private void assertVerdict(Verdict expected, String text, Certificate shown) throws Exception {
        assertEquals(expected, verdict(text, shown, expected), () -> text + " and " + shown.options());
    }

    static Stream<Arguments> rsa() {
        return Stream.of(
                Arguments.of(BOTH, Certificate.of("ca-rsa2048", "host-rsa2048", "-h", "-n", "127.0.0.1")),
                Arguments.of(STRICTER, Certificate.of("ca-rsa1024", "host", "-h", "-n", "127.0.0.1")),
                Arguments.of(STRICTER, Certificate.of("ca", "host-rsa1024", "-h", "-n", "127.0.0.1")),
                Arguments.of(STRICTER, Certificate.of("ca", "host-rsa2047", "-h", "-n", "127.0.0.1")),
                Arguments.of(NEITHER, Certificate.of("ca-rsa2048", "host", "-h", "-n", "127.0.0.1", "-t", "ssh-rsa")));
    }

    @ParameterizedTest(name = "[{index}] {0} {1}")
    @MethodSource("rsa")
    void rsa_of_less_than_2048_bits_and_signatures_with_sha1_are_refused_in_certificates(
            Verdict expected, Certificate shown) throws Exception {
        var text = "@cert-authority * <" + shown.authority() + ">";
        assertEquals(expected, verdict(text, shown, expected));
    }

    static Stream<Arguments> rsaHostKeys() {
        return Stream.of(
                Arguments.of(STRICTER, "host-rsa1024"),
                Arguments.of(STRICTER, "host-rsa2047"),
                Arguments.of(BOTH, "host-rsa2048"));
    }

    @ParameterizedTest
    @MethodSource("rsaHostKeys")
    void rsa_host_keys_of_less_than_2048_bits_are_refused_though_they_are_on_record(Verdict expected, String host)
            throws Exception {
        assertEquals(expected, verdict("* <" + host + ">", List.of("HostKey " + keys.resolve(host)), expected));
    }

    private Verdict verdict(String text, Certificate shown, Verdict expected) throws Exception {
        Files.deleteIfExists(keys.resolve(shown.host() + "-cert.pub"));
        var sign = new ArrayList<>(List.of(
                "ssh-keygen", "-q", "-s", keys.resolve(shown.authority()).toString()));
        sign.addAll(List.of("-I", "a test"));
        sign.addAll(shown.options());
        sign.add(keys.resolve(shown.host() + ".pub").toString());
        Command.run(sign);
        return verdict(
                text,
                List.of(
                        "HostKey " + keys.resolve(shown.host()),
                        "HostCertificate " + keys.resolve(shown.host() + "-cert.pub")),
                expected);
    }

    private Verdict verdict(String text, List<String> config, Verdict expected) throws Exception {
        try (var sshd = OneSshd.start(Files.createTempDirectory(keys, "sshd"), config.toArray(String[]::new))) {
            var filled = text.replace("<PORT>", Integer.toString(sshd.port()));
            for (var name : List.of("ca", "ca2", "ca-rsa1024", "ca-rsa2048", "host", "host-rsa1024", "host-rsa2047")) {
                filled = filled.replace("<" + name + ">", publicKey(name));
            }
            filled = filled.replace("<host-rsa2048>", publicKey("host-rsa2048"));
            var file = Files.writeString(sshd.directory().resolve("recorded"), filled + "\n");
            return clients.verdict(sshd, file, expected);
        }
    }

    private String publicKey(String name) throws IOException {
        var words = Files.readString(keys.resolve(name + ".pub")).split(" ", 3);
        return words[0] + " " + words[1];
    }
}

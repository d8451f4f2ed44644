package dev.sluice.it.refusal;

import static dev.sluice.it.refusal.BothClients.Verdict.BOTH;
import static dev.sluice.it.refusal.BothClients.Verdict.NEITHER;
import static dev.sluice.it.refusal.BothClients.Verdict.STRICTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.OneSshd;
import dev.sluice.it.refusal.BothClients.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of known hosts, read by OpenSSH's client and by Sluice: no line may count more for Sluice than it does for ssh(1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownHostsVerdictTest {
    private final BothClients clients = new BothClients();
    private OneSshd sshd;
    private Path directory;
    private Map<String, String> words;

    @BeforeAll
    void start_a_host_with_one_key(@TempDir Path shared) throws Exception {
        directory = shared;
        sshd = OneSshd.start(directory.resolve("sshd"));
        OneSshd.key(directory.resolve("other"));
        var key = key(sshd.directory().resolve("host_key.pub"));
        var at = "[127.0.0.1]:" + sshd.port();
        words = Map.of(
                "AT",
                at,
                "PORT",
                Integer.toString(sshd.port()),
                "KEY",
                key,
                "TABBED",
                key.replace(' ', '\t'),
                "BLOB",
                key.split(" ", -1)[1],
                "OTHER",
                key(directory.resolve("other.pub")),
                "HASHED",
                hashed(at),
                "HASHEDIP",
                hashed("127.0.0.1"));
    }

    @AfterAll
    void stop() {
        clients.close();
        sshd.close();
    }

    /** One file for each kind of line. */
    static Stream<Arguments> kinds() {
        return Stream.of(
                file(BOTH, "<AT> <KEY> a comment", "<AT> <OTHER>"),
                file(BOTH, "[*]:<PORT>,!web* <KEY>"),
                file(BOTH, "<HASHED> <KEY>"),
                file(STRICTER, "127.0.0.1 <KEY>"),
                file(NEITHER, "<AT> <OTHER>"),
                file(NEITHER, "*,!*127* <KEY>"),
                file(NEITHER, "<HASHED>,<AT> <KEY>"),
                file(BOTH, "@revoked <AT> <OTHER>", "<AT> <KEY>"),
                file(NEITHER, "@foo <AT> <KEY>"),
                file(NEITHER, "@cert-authority <AT> <KEY>"),
                file(NEITHER, "<AT> <KEY>", "@revoked * <KEY>"),
                file(STRICTER, "<AT> <KEY>", "@revoked <AT> ssh-rsa <BLOB>"),
                file(BOTH, "rubbish", "\0", "<AT>", "<AT> ssh-ed25519", "<AT> ssh-ed25519 AAAA", "<AT> <KEY>"),
                file(NEITHER, "x".repeat(1023) + ",<AT> <KEY>"),
                file(NEITHER, "<AT> ssh-ed25519 <BLOB>AAAA"));
    }

    static Stream<Arguments> others() {
        return Stream.of(names(), markers(), text()).flatMap(part -> part);
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                file(BOTH, "<AT> <KEY>"),
                file(BOTH, "<AT> <OTHER>", "<AT> <KEY>"),
                file(BOTH, "other.example.com,<AT>,192.0.2.1 <KEY>"),
                file(BOTH, "* <KEY>"),
                file(BOTH, "[127.0.0.?]:* <KEY>"),
                file(BOTH, "[127.*]:<PORT> <KEY>"),
                file(BOTH, "!,<AT> <KEY>"),
                file(STRICTER, "<HASHEDIP> <KEY>"),
                file(STRICTER, "127.0.0.1,!<AT> <KEY>"),
                file(NEITHER, ""),
                file(NEITHER, "127.0.0.2 <KEY>"),
                file(NEITHER, "[127.0.0.1]:1<PORT> <KEY>"),
                file(NEITHER, "x<AT> <KEY>"),
                file(NEITHER, "!<AT> <KEY>"),
                file(NEITHER, "<AT>,!<AT> <KEY>"),
                file(NEITHER, "!* <KEY>"),
                file(NEITHER, "[127.0.0.[0-9]]:<PORT> <KEY>"),
                file(NEITHER, "<AT>;x <KEY>"),
                file(NEITHER, "<AT>,<HASHED> <OTHER>"),
                file(NEITHER, "|2<HASHED> <KEY>"),
                file(NEITHER, "|1|AAAA|AAAA <KEY>"),
                file(NEITHER, "|1||  <KEY>"),
                file(NEITHER, "<HASHED>= <KEY>"));
    }

    private static Stream<Arguments> markers() {
        return Stream.of(
                file(BOTH, "@revoked other.example.com <KEY>", "<AT> <KEY>"),
                file(BOTH, "@Revoked * <KEY>", "<AT> <KEY>"),
                file(NEITHER, "@Revoked <AT> <KEY>"),
                file(NEITHER, "@REVOKED <AT> <KEY>"),
                file(NEITHER, "@ <AT> <KEY>"),
                file(NEITHER, "@<AT> <KEY>"),
                file(NEITHER, "@revoke <AT> <KEY>"),
                file(NEITHER, "@revokedx <AT> <KEY>"),
                file(NEITHER, "@revoked\u00a0<AT> <KEY>"),
                file(NEITHER, "@Cert-Authority <AT> <KEY>"),
                file(NEITHER, "@cert-authority @revoked <AT> <KEY>"),
                file(NEITHER, "@foo @cert-authority <AT> <KEY>"),
                file(NEITHER, "@revoked <AT> <KEY>", "<AT> <KEY>"),
                file(NEITHER, "<AT> <KEY>", "  @revoked   <HASHED>   <KEY>"),
                file(NEITHER, "<AT> <KEY>", "@revoked\t<AT>\t<TABBED>"),
                file(STRICTER, "<AT> <KEY>", "@revoked [127.*]:* ED25519 <BLOB>"),
                file(NEITHER, "<AT> <KEY>", "@revoked <AT> <KEY>\r"),
                file(STRICTER, "<AT> <KEY>", "@revoked 127.0.0.1 <KEY>"),
                file(STRICTER, "<AT> <KEY>", "@revoked web01 <KEY>"));
    }

    private static Stream<Arguments> text() {
        return Stream.of(
                file(BOTH, "\t <AT> \t <KEY>"),
                file(BOTH, "<AT> <KEY>\r"),
                file(BOTH, "# a comment \u00e9\u00ff", "<AT> <KEY>"),
                file(BOTH, "<AT> <KEY>\0 rubbish"),
                file(BOTH, "<AT> <KEY> " + "x".repeat(100_000)),
                file(BOTH, "x".repeat(1022) + ",<AT> <KEY>"),
                file(NEITHER, "<AT>," + "x".repeat(5000) + " <KEY>"),
                file(NEITHER, "# <AT> <KEY>"),
                file(NEITHER, "# a comment\r<AT> <KEY>"),
                file(NEITHER, "\0<AT> <KEY>"),
                file(STRICTER, "<AT>\0 <KEY>"),
                file(NEITHER, "<AT> \0<KEY>"),
                file(NEITHER, "<AT>\u00a0<KEY>"),
                file(NEITHER, "<AT>\u000b<KEY>"),
                file(NEITHER, "\f<AT> <KEY>"),
                file(NEITHER, "\ufeff<AT> <KEY>"),
                file(NEITHER, "<AT> #<KEY>"),
                file(NEITHER, "<AT> ssh-rsa <BLOB>"),
                file(NEITHER, "<AT> ssh-ed25519-cert-v01@openssh.com <BLOB>"),
                file(NEITHER, "<AT> SSH-ED25519 <BLOB>"),
                file(NEITHER, "<AT> ssh-ed25519 !<BLOB>"),
                file(NEITHER, "<AT> no-pty <KEY>"),
                file(NEITHER, "<AT> 256 65537 <BLOB>"),
                file(NEITHER, "<AT> ED25519 <BLOB>"));
    }

    private static Arguments file(Verdict expected, String... lines) {
        return Arguments.of(expected, String.join("\n", lines));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("kinds")
    void no_kind_of_line_counts_more_than_it_does_for_openssh(Verdict expected, String text) throws Exception {
        assertVerdict(expected, text);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("others")
    @Tag("everything")
    void no_other_line_counts_more_than_it_does_for_openssh(Verdict expected, String text) throws Exception {
        assertVerdict(expected, text);
    }

    private void assertVerdict(Verdict expected, String text) throws Exception {
        var file = Files.write(
                directory.resolve("known_hosts"), (filled(text) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(expected, clients.verdict(sshd, file, expected), () -> shortened(text));
    }

    private String filled(String text) {
        var filled = text;
        for (var word : words.entrySet()) {
            filled = filled.replace("<" + word.getKey() + ">", word.getValue());
        }
        return filled;
    }

    private static String shortened(String text) {
        return text.length() < 200 ? text : text.substring(0, 200) + "…";
    }

    private static String key(Path file) throws IOException {
        var words = Files.readString(file).split(" ", 3);
        return words[0] + " " + words[1];
    }

    /** As {@code ssh-keygen -H} writes it. */
    private static String hashed(String name) throws GeneralSecurityException {
        var salt = "twenty bytes of salt".getBytes(StandardCharsets.US_ASCII);
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        var base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|"
                + base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.US_ASCII)));
    }
}

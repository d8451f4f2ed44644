package dev.sluice.it.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.Timekeeper;
import dev.sluice.it.fleet.RealHost;
import dev.sluice.it.site.SampleSite;
import dev.sluice.opcache.EndpointClient;
import dev.sluice.opcache.EndpointException;
import dev.sluice.opcache.EndpointScript;
import dev.sluice.opcache.InvalidateMethod;
import dev.sluice.opcache.MethodOutcome;
import dev.sluice.opcache.NoMethod;
import dev.sluice.opcache.Preparation;
import dev.sluice.opcache.ProofOrder;
import dev.sluice.opcache.ProofOutcome;
import dev.sluice.opcache.ProofTime;
import dev.sluice.opcache.ReleaseProof;
import dev.sluice.opcache.ResetMethod;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof;
import dev.sluice.rollout.Direction;
import dev.sluice.wiring.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A host whose releases have the endpoint, as staging leaves them, and a client that knows its key. */
final class EndpointHost implements AutoCloseable {
    static final String PATH = EndpointScript.PATH;

    /** As staging does: OPcache keeps no file that is younger than two seconds. */
    static final Timekeeper TIME = new SystemTime();

    private static final FileTime OLD = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));

    private static final SecureRandom RANDOM = new SecureRandom();

    final EndpointKey key = EndpointKey.generate(RANDOM);
    final EndpointSite at;
    final RealHost host;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    EndpointHost(RealHost host) {
        this.host = host;
        this.at = new EndpointSite("test", "shop", host.name());
        trust(trusted());
    }

    /** What the host is told at first. */
    EndpointTrust trusted() {
        return new EndpointTrust(List.of(key.publicKey()), at, List.of("127.0.0.1", host.address()));
    }

    void trust(EndpointTrust trusted) {
        trust(trusted.json());
    }

    void trust(String json) {
        write(trustFile(), json.getBytes(StandardCharsets.UTF_8));
    }

    Path trustFile() {
        return host.sitePath().resolve(".sluice/endpoint.json");
    }

    /** Makes a release live and warm, with the endpoint in it: every worker has served the site and the endpoint. */
    void makeLive(SampleSite release) throws Exception {
        add(release);
        host.site().make(release);
        requireProved(prove(release.label(), none(), TIME.elapsed(), new Proof.Workers.All(), Duration.ofSeconds(30)));
    }

    /** Stages a release with the endpoint. */
    void add(SampleSite release) {
        host.site().add(release);
        adopt(release.label());
    }

    /** Places endpoint and marker in a release that is there. */
    void adopt(String label) {
        var release = host.sitePath().resolve("releases").resolve(label);
        write(release.resolve("public").resolve(EndpointScript.NAME), EndpointScript.bytes());
        write(
                release.resolve(".sluice-release"),
                ("id=" + label + "\ndigest=00\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Puts one more file into a release. */
    void place(String label, String file, String text) {
        write(host.sitePath().resolve("releases").resolve(label).resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isThere(String label, String file) {
        return Files.exists(host.sitePath().resolve("releases").resolve(label).resolve(file));
    }

    PlainHttp http() {
        return new PlainHttp(host.web());
    }

    EndpointClient client() {
        return client(key, at, InstantSource.system());
    }

    EndpointClient client(EndpointKey signing, EndpointSite asked, InstantSource clock) {
        return client(signing, asked, clock, EndpointHost::nonce);
    }

    EndpointClient client(EndpointKey signing, EndpointSite asked, InstantSource clock, Supplier<String> nonces) {
        return new EndpointClient(http(), new RequestSigner(signing), asked, PATH, nonces, clock);
    }

    static String nonce() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The answer to a body signed with the key that the host knows. */
    HttpAnswer answer(HandWritten body) throws Exception {
        return http().send(new HandSigned(key).post(PATH, body.text()));
    }

    /** The code with which such a body is refused; empty where it is not. */
    String error(HandWritten body) throws Exception {
        var answer = answer(body);
        assertEquals(200, answer.status(), body::text);
        var code = Pattern.compile("\"error\":\"([a-z_]+)\"").matcher(answer.body());
        return code.find() ? code.group(1) : "";
    }

    ResetMethod reset(Duration within) {
        return new ResetMethod(client(), time(within), TIME);
    }

    InvalidateMethod invalidate(Duration within) {
        return new InvalidateMethod(client(), time(within), threads, TIME);
    }

    private static ProofTime time(Duration within) {
        var proof = new Proof(new Proof.Workers.All(), within, Proof.Busy.FAIL, within);
        return new ProofTime(proof, TIME.elapsed(), TIME);
    }

    /** What is done before the release is switched to, by the method that fits the host. */
    Preparation prepare(String release) throws Exception {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(30), Proof.Busy.WAIT, Duration.ofMinutes(1));
        var opcache = new Opcache(
                new EndpointChoice.Auto(),
                Optional.empty(),
                Opcache.Method.AUTO,
                Optional.empty(),
                true,
                proof,
                List.of());
        return Preparation.of(release, opcache, client(), Direction.FORWARD, TIME);
    }

    MethodOutcome none() throws Exception {
        return new NoMethod(client(), time(Duration.ofSeconds(30)), TIME).apply("", Purpose.RELEASE);
    }

    ProofOutcome prove(String release, MethodOutcome method, Duration switched, Proof.Workers workers, Duration within)
            throws Exception {
        var settings = new Proof(workers, within, Proof.Busy.WAIT, Duration.ofMinutes(1));
        return new ReleaseProof(client(), threads, TIME)
                .prove(new ProofOrder(release, new ProofTime(settings, switched, TIME), method));
    }

    static ProofOutcome.Proved requireProved(ProofOutcome outcome) {
        if (outcome instanceof ProofOutcome.Proved proved) {
            return proved;
        }
        throw new AssertionError("not proved: " + outcome);
    }

    /** Two dozen requests for the front page are all answered by one release, as far as they go. */
    void assertVisitorsSee(String label) {
        IntStream.range(0, 24).forEach(number -> {
            var page = host.site().get("/").body();
            assertTrue(page.contains("entry=" + label + " include=" + label + " current=" + label), page);
        });
    }

    /** Returns when the request is seen to run: three of four workers still answer. */
    CompletableFuture<Integer> beginSlowRequest(int milliseconds) {
        var slow = CompletableFuture.supplyAsync(
                () -> host.site().get("/slow.php?ms=" + milliseconds).status());
        Awaitility.await("one of four workers answering nothing")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> workersAnswering() == 3);
        return slow;
    }

    private int workersAnswering() throws EndpointException {
        return workers(() -> client().status("")).size();
    }

    /** Every worker that is idle forgets the paths that it remembers. */
    Set<Integer> sweepIdle(String release) throws EndpointException {
        return workers(() -> client().sweep(release));
    }

    private interface Question {
        EndpointState ask() throws EndpointException;
    }

    /** FPM hands requests to its idle workers in turn. */
    private static Set<Integer> workers(Question question) throws EndpointException {
        Set<Integer> answered = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            answered.add(question.ask().worker().pid());
        }
        return answered;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setLastModifiedTime(file, OLD);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + file, broken);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package dev.sluice.ssh;

import dev.sluice.document.OwnFile;
import dev.sluice.ssh.KnownHostsLine.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.Signature;

/**
 * What a known_hosts file has on record for one host. As with ssh(1) the address that is connected to decides; the host's name is used when no key is
 * on record for the address. A key that is revoked for either is refused.
 *
 * @param file as configured
 * @param entries those that are trusted in the order of the file, then those that are revoked
 */
record RecordedHostKeys(Path file, List<Entry> entries) {
    private static final String ED25519 = "ssh-ed25519";
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    /**
     * One line of the file.
     *
     * @param line from 1
     */
    record Entry(int line, Marker marker, PublicKey key) {
        boolean plain() {
            return marker == Marker.NONE;
        }

        boolean authority() {
            return marker == Marker.AUTHORITY;
        }

        boolean revoked() {
            return marker == Marker.REVOKED;
        }

        String type() {
            return KeyUtils.getKeyType(key);
        }
    }

    private record Numbered(int number, KnownHostsLine line) {
        boolean revoked() {
            return line.marker() == Marker.REVOKED;
        }

        Optional<Entry> entry() {
            return line.key().map(key -> new Entry(number, line.marker(), key));
        }
    }

    RecordedHostKeys {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the file again for each connection: it is short, and the user may just have corrected it. Keys are parsed only in the lines for this host,
     * so that a file of thousands costs milliseconds.
     *
     * @throws IOException when the file exists and cannot be read, or can be written by others
     */
    static RecordedHostKeys read(Path file, Server server) throws IOException {
        var lines = lines(file);
        var trusted = trusted(lines, server.address(), server);
        if (trusted.isEmpty()) {
            trusted = trusted(withoutNegated(lines, server), server.name(), server);
        }
        var revoked = lines.stream()
                .filter(Numbered::revoked)
                .filter(line -> names(line, server.address(), server) || names(line, server.name(), server))
                .flatMap(line -> line.entry().stream());
        return new RecordedHostKeys(
                file, Stream.concat(trusted.stream(), revoked).toList());
    }

    /** Lines end with LF only: what follows another character is part of the line, be it a comment. */
    private static List<Numbered> lines(Path file) throws IOException {
        String text;
        try {
            OwnFile.check(file, OwnFile.Access.TRUSTED);
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            return List.of();
        }
        var lines = text.split("\n", -1);
        return IntStream.range(0, lines.length)
                .boxed()
                .flatMap(i -> KnownHostsLine.parse(lines[i]).map(line -> new Numbered(i + 1, line)).stream())
                .toList();
    }

    /** The lines that do not exclude the address: the name does not include it again. */
    private static List<Numbered> withoutNegated(List<Numbered> lines, Server server) {
        var address = server.address().toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line -> !line.line().hosts().negate(address)
                        && !line.line().hosts().negate(server.withPort(address)))
                .toList();
    }

    private static List<Entry> trusted(List<Numbered> lines, String name, Server server) {
        return lines.stream()
                .filter(line -> !line.revoked() && names(line, name, server))
                .flatMap(line -> line.entry().stream())
                .toList();
    }

    /**
     * An authority for a name is one for all its ports, as for ssh(1): its certificates name hosts, not ports. The same applies to revoked keys.
     */
    private static boolean names(Numbered line, String name, Server server) {
        var known = name.toLowerCase(Locale.ROOT);
        var hosts = line.line().hosts();
        return hosts.match(server.withPort(known)) || (line.line().marker() != Marker.NONE && hosts.match(known));
    }

    /** The keys that the host itself may show. */
    List<Entry> plain() {
        return entries.stream().filter(Entry::plain).toList();
    }

    /**
     * The host key algorithms to offer, those on record first, as ssh(1) does: SSHD reads known_hosts only after it has negotiated, and then treats a
     * host's other key as a changed one. The others follow, so that a host which has none of the recorded types is distinguished from one without a
     * common algorithm; only keys on record are accepted. Otherwise Ed25519 comes first: a new record uses it.
     */
    List<NamedFactory<Signature>> order(List<NamedFactory<Signature>> offered) {
        boolean authority = entries.stream().anyMatch(Entry::authority);
        var recorded = plain().stream()
                .flatMap(entry -> KeyUtils.getAllEquivalentKeyTypes(entry.type()).stream())
                .toList();
        return offered.stream()
                .filter(factory -> authority || !factory.getName().endsWith(CERTIFICATE))
                .sorted(Comparator.<NamedFactory<Signature>>comparingInt(factory -> rank(factory.getName(), recorded))
                        .thenComparing(factory -> !factory.getName().startsWith(ED25519)))
                .toList();
    }

    private static int rank(String algorithm, List<String> recorded) {
        if (algorithm.endsWith(CERTIFICATE)) {
            return 0;
        }
        return recorded.contains(algorithm) ? 1 : 2;
    }
}

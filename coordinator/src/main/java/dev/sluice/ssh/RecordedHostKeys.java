package dev.sluice.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.signature.Signature;

/**
 * What a known_hosts file has on record for one host (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain, wildcard and hashed
 * names, {@code [host]:port}, certificate authorities, revoked keys. As with ssh(1) the address that is connected to
 * decides; the host's name is looked for when the address has no entry.
 *
 * @param file as configured
 * @param entries in the order of the file
 */
record RecordedHostKeys(Path file, List<Entry> entries) {
    private static final int DEFAULT_PORT = 22;
    /** Marked, hashed, negated, or with a wildcard; a tab is for the parser, too. */
    private static final Pattern NOT_WRITTEN_OUT = Pattern.compile("[@|!*?\t]");

    private static final String AUTHORITY = "cert-authority";
    private static final String ED25519 = "ssh-ed25519";
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    /**
     * One line of the file.
     *
     * @param line from 1
     */
    record Entry(int line, KnownHostEntry known, PublicKey key) {
        boolean plain() {
            return known.getMarker() == null;
        }

        boolean authority() {
            return AUTHORITY.equals(known.getMarker());
        }

        boolean revoked() {
            return "revoked".equals(known.getMarker());
        }

        String type() {
            return known.getKeyEntry().getKeyType();
        }
    }

    RecordedHostKeys {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the file anew for each connection: it is short, and a person may just have mended it. Only lines that may be about this host are
     * parsed, so that a file of thousands costs milliseconds.
     *
     * @throws IOException when the file is there and cannot be read
     */
    static RecordedHostKeys read(Path file, Server server) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException missing) {
            return new RecordedHostKeys(file, List.of());
        }
        var byAddress = matching(lines, server.address(), server.ssh().port());
        return new RecordedHostKeys(
                file,
                byAddress.isEmpty()
                        ? matching(lines, server.name(), server.ssh().port())
                        : byAddress);
    }

    private static List<Entry> matching(List<String> lines, String name, int port) {
        var found = new ArrayList<Entry>();
        for (int i = 0; i < lines.size(); i++) {
            if (!mayName(lines.get(i).stripLeading(), name.toLowerCase(Locale.ROOT), port)) {
                continue;
            }
            int number = i + 1;
            parse(lines.get(i))
                    .filter(known -> names(known, name.toLowerCase(Locale.ROOT), port))
                    .flatMap(known -> entry(number, known))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** False only for a line whose names are written out, and are others: SSHD compiles an expression for each name of a line. */
    private static boolean mayName(String line, String name, int port) {
        int end = line.indexOf(' ');
        var names = (end < 0 ? line : line.substring(0, end)).toLowerCase(Locale.ROOT);
        return NOT_WRITTEN_OUT.matcher(names).find()
                || (names.contains(name) && (port == DEFAULT_PORT || names.contains("]:" + port)));
    }

    /**
     * ssh(1) matches patterns against {@code [host]:port} as a text, so that {@code *} is every host on every port; to SSHD
     * it is port 22, and {@code @revoked *} would not count elsewhere. An authority for a name is one for all its ports, as
     * ssh(1) has it too: what it signs names hosts, not ports.
     */
    private static boolean names(KnownHostEntry known, String name, int port) {
        return known.isHostMatch(name, port)
                || (port != DEFAULT_PORT && known.isHostMatch("[" + name + "]:" + port, DEFAULT_PORT))
                || (AUTHORITY.equals(known.getMarker()) && known.isHostMatch(name, DEFAULT_PORT));
    }

    /** As ssh(1) does, a line that cannot be read is passed over: it accepts nobody. */
    private static Optional<KnownHostEntry> parse(String line) {
        try {
            return Optional.ofNullable(KnownHostEntry.parseKnownHostEntry(line));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Entry> entry(int line, KnownHostEntry known) {
        try {
            var key = known.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            return Optional.ofNullable(key).map(found -> new Entry(line, known, found));
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The keys that the host itself may show. */
    List<Entry> plain() {
        return entries.stream().filter(Entry::plain).toList();
    }

    /**
     * The host key algorithms to offer, those on record first, as ssh(1) does: SSHD looks into known_hosts only after it
     * has negotiated, and then takes a host's other key for a changed one. The others follow, so that a host which has
     * none of the recorded types is told apart from one that cannot be talked to; accepted is only what is on record. Of
     * equals Ed25519 comes first: that is what a new record is made of.
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

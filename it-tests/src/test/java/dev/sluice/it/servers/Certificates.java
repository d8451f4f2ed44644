package dev.sluice.it.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An authority, one between, and the certificates of sites that it signed; made by keytool, which every JDK brings. */
final class Certificates {
    private static final String PASSWORD = "password";

    private final Path directory;
    private final Path store;
    private final Map<String, List<String>> options;

    Certificates(Path directory, String site) {
        this.directory = directory;
        this.store = directory.resolve("certificates.p12");
        this.options = Map.of(
                "authority", List.of("-ext", "bc:critical=ca:true"),
                "between", List.of("-ext", "bc:critical=ca:true", "-signer", "authority"),
                "good", List.of("-ext", "san=dns:" + site, "-signer", "between"),
                "expired",
                        List.of(
                                "-ext",
                                "san=dns:" + site,
                                "-signer",
                                "between",
                                "-startdate",
                                "-10d",
                                "-validity",
                                "3"),
                "future", List.of("-ext", "san=dns:" + site, "-signer", "between", "-startdate", "+10d"),
                "other", List.of("-ext", "san=dns:blog.example.test", "-signer", "between"),
                "self", List.of("-ext", "san=dns:self.example.test", "-startdate", "-10d", "-validity", "3"));
    }

    /** The keys with this one in it, and with those that sign it: each is a process of Java, and few tests need all. */
    private KeyStore with(String name) throws Exception {
        if (!Files.exists(store) || !keys().containsAlias(name)) {
            var more = Objects.requireNonNull(options.get(name), name);
            int signer = more.indexOf("-signer");
            if (signer >= 0) {
                with(more.get(signer + 1));
            }
            make(name, more);
        }
        return keys();
    }

    private void make(String name, List<String> more) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(more);
        if (!command.contains("-validity")) {
            command.addAll(List.of("-validity", "30"));
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    /** The authority's certificate, as {@code web.ca} names one. */
    Path authority() throws Exception {
        return write("authority.pem", pem(with("authority").getCertificate("authority")));
    }

    /** The key of a site, as {@code web.pin} names one. */
    String pin(String name) throws Exception {
        var key = with(name).getCertificate(name).getPublicKey().getEncoded();
        return "sha256/"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }

    /** Lines for nginx that serve a site's certificate with those between it and the authority. */
    String nginx(String name) throws Exception {
        var chain = with(name).getCertificateChain(name);
        return lines(name, List.of(chain).subList(0, Math.max(1, chain.length - 1)));
    }

    /** The same without the one between. */
    String nginxAlone(String name) throws Exception {
        return lines(name, List.of(with(name).getCertificate(name)));
    }

    private String lines(String name, List<Certificate> chain) throws Exception {
        var text = new StringBuilder();
        for (var certificate : chain) {
            text.append(pem(certificate));
        }
        var file = write(name + "-" + chain.size() + ".pem", text.toString());
        var key = write(
                name + ".key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(with(name)
                                        .getKey(name, PASSWORD.toCharArray())
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return "ssl_certificate " + file + "; ssl_certificate_key " + key + ";\n";
    }

    private Path write(String name, String text) throws IOException {
        var file = directory.resolve(name);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.US_ASCII))) {
            Files.writeString(file, text);
        }
        return file;
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }
}

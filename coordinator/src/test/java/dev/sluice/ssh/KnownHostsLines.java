package dev.sluice.ssh;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Base64;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.mac.BuiltinMacs;

/** Lines of known_hosts files. */
final class KnownHostsLines {
    private KnownHostsLines() {}

    /** Type and key, as they end each line. */
    static String key(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    /** As {@code ssh-keygen -H} writes it. */
    static String hashed(String name, int port, PublicKey key) throws Exception {
        var salt = new byte[20];
        new SecureRandom().nextBytes(salt);
        var digest = KnownHostHashValue.calculateHashValue(name, port, BuiltinMacs.hmacsha1, salt);
        var base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(digest) + " " + key(key);
    }
}

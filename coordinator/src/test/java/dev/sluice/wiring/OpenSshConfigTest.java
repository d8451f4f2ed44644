package dev.sluice.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.readiness.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With OpenSSH's own client, and a configuration of this test instead of the one at home. */
class OpenSshConfigTest {
    @TempDir
    private Path folder = Path.of("");

    private OpenSshConfig.Entry of(String host, String... config) throws Exception {
        Files.writeString(folder.resolve("config"), String.join("\n", config) + "\n");
        return new OpenSshConfig(script("exec ssh -F '" + folder.resolve("config") + "' \"$@\""))
                .of(new HostName(host));
    }

    private String script(String text) throws IOException {
        var program = folder.resolve("ssh");
        Files.writeString(program, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }

    @Test
    void user_port_address_and_key_of_an_alias() throws Exception {
        var entry = of(
                "web1",
                "Host web*",
                "  User deployer",
                "  Port 2222",
                "  IdentityFile ~/.ssh/shop",
                "Host web1",
                "  HostName 192.0.2.7");
        assertEquals(
                new OpenSshConfig.Entry(
                        Optional.of("192.0.2.7"),
                        "deployer",
                        2222,
                        Optional.of("~/.ssh/shop"),
                        Optional.empty(),
                        List.of()),
                entry);
    }

    @Test
    void a_host_without_settings_has_no_address_and_no_key_of_its_own() throws Exception {
        var entry = of("web1", "Host other", "  Port 2222");
        assertEquals(Optional.empty(), entry.address());
        assertEquals(Optional.empty(), entry.key(), "the files that ssh tries by itself are no choice");
        assertEquals(22, entry.port());
    }

    @Test
    void a_jump_host_that_is_an_alias_is_resolved() throws Exception {
        var entry = of(
                "web1",
                "Host web1",
                "  ProxyJump bastion",
                "Host bastion",
                "  HostName bastion.example.com",
                "  User ops",
                "  Port 2200");
        assertEquals(Optional.of("ops@bastion.example.com:2200"), entry.jump());
        assertEquals(List.of(), entry.notes());
        assertEquals(
                Optional.of("ann@bastion.example.com"),
                of("web1", "Host web1", "  ProxyJump ann@bastion:22", "Host bastion", "  HostName bastion.example.com")
                        .jump());
        assertEquals(
                Optional.of("ops@[2001:db8::7]"),
                of("web1", "Host web1", "  ProxyJump ops@bastion", "Host bastion", "  HostName 2001:db8::7")
                        .jump());
    }

    @Test
    void what_an_inventory_cannot_express_is_named() throws Exception {
        notes("proxycommand", of("web1", "Host web1", "  ProxyCommand nc %h %p"));
        notes("hostkeyalias", of("web1", "Host web1", "  HostKeyAlias shop"));
        notes("certificatefile", of("web1", "Host web1", "  CertificateFile ~/.ssh/shop-cert.pub"));
        notes("proxyjump one,two", of("web1", "Host web1", "  ProxyJump one,two"));
        notes(
                "a jump host behind another one",
                of("web1", "Host web1", "  ProxyJump one", "Host one", "  ProxyJump two"));
        notes("identityfile '~/.ssh/%h'", of("web1", "Host web1", "  IdentityFile ~/.ssh/%h"));
        notes(
                "of 2 identity files the first is used: ~/.ssh/a",
                of("web1", "Host web1", "  IdentityFile ~/.ssh/a", "  IdentityFile ~/.ssh/b"));
        notes(
                "is not used for the jump host",
                of("web1", "Host web1", "  ProxyJump one", "Host one", "  IdentityFile ~/.ssh/bastion"));
    }

    private static void notes(String part, OpenSshConfig.Entry entry) {
        assertTrue(entry.notes().toString().contains(part), entry.toString());
    }

    @Test
    void a_configuration_that_ssh_refuses_is_refused_in_its_words() throws Exception {
        var refused = assertThrows(RefusedException.class, () -> of("web1", "Host web1", "  Port none"));
        assertTrue(
                refused.lines().get(0).contains("config line 2"),
                refused.lines().toString());
        assertTrue(refused.next().contains("leave out --ssh-config"), refused.next());
    }

    @Test
    void without_a_client_it_is_refused() {
        var config = new OpenSshConfig(folder.resolve("nothing").toString());
        assertThrows(RefusedException.class, () -> config.of(new HostName("web1")));
    }
}

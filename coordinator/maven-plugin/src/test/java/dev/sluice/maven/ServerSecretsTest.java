package dev.sluice.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSecretsTest {
    private static Map<String, String> of(String... entries) throws MojoExecutionException {
        return new ServerSecrets(settings(), ServerSecretsTest::decrypt).of(List.of(entries));
    }

    private static Settings settings() {
        var settings = new Settings();
        settings.addServer(server("shop", "plain"));
        settings.addServer(server("other", "{encrypted}"));
        settings.addServer(server("damaged", "{damaged}"));
        settings.addServer(new Server() {
            {
                setId("keys-only");
            }
        });
        return settings;
    }

    private static Server server(String id, String password) {
        var server = new Server();
        server.setId(id);
        server.setPassword(password);
        return server;
    }

    private static SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
        var server = request.getServers().get(0).clone();
        if (server.getPassword().equals("{damaged}")) {
            return new Decrypted(
                    server,
                    List.of(new DefaultSettingsProblem("bad", SettingsProblem.Severity.ERROR, "", -1, -1, null)));
        }
        server.setPassword(server.getPassword().replace("{encrypted}", "decrypted"));
        return new Decrypted(server, List.of());
    }

    private record Decrypted(Server server, List<SettingsProblem> problems) implements SettingsDecryptionResult {
        @Override
        public Server getServer() {
            return server;
        }

        @Override
        public List<Server> getServers() {
            return List.of(server);
        }

        @Override
        public Proxy getProxy() {
            return new Proxy();
        }

        @Override
        public List<Proxy> getProxies() {
            return List.of();
        }

        @Override
        public List<SettingsProblem> getProblems() {
            return problems;
        }
    }

    @Test
    void a_reference_has_the_password_of_its_server_decrypted() throws MojoExecutionException {
        assertEquals(Map.of("SHOP_TOKEN", "plain", "SLACK", "decrypted"), of("SHOP_TOKEN=shop", " SLACK=other "));
    }

    @ParameterizedTest
    @CsvSource({
        "T=nobody, no server 'nobody'",
        "T=keys-only, has no <password>",
        "T=damaged, cannot be decrypted",
    })
    void a_server_that_cannot_be_used_is_named(String entry, String message) {
        var refused = assertThrows(MojoExecutionException.class, () -> of(entry));
        assertTrue(refused.toString().contains(message), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter22", "1T=shop", "T=", "=shop", "T-X=shop"})
    void an_entry_of_another_form_is_refused_and_not_repeated(String entry) {
        var refused = assertThrows(MojoExecutionException.class, () -> of(entry));
        assertTrue(refused.toString().contains("NAME=SERVER"), refused::toString);
        assertFalse(refused.toString().contains(entry), refused::toString);
    }
}

package dev.sluice.maven;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Secrets that {@code settings.xml} has, for the references {@code env:NAME} of inventory and playbook. */
record ServerSecrets(Settings settings, SettingsDecrypter decrypter) {
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(\\S+)");

    /**
     * The values by the names of their references.
     *
     * @param entries of the form {@code NAME=SERVER}
     * @throws MojoExecutionException when an entry cannot be read, or its server has no password that can be decrypted
     */
    Map<String, String> of(List<String> entries) throws MojoExecutionException {
        var values = new LinkedHashMap<String, String>();
        for (var entry : entries) {
            var matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches()) {
                // Not the entry itself: whoever mistakes the form may have written the secret there.
                throw new MojoExecutionException(
                        "an entry of sluice.secrets is not of the form NAME=SERVER, where NAME is that"
                                + " of a reference env:NAME, and SERVER the id of a server in settings.xml");
            }
            values.put(matcher.group(1), password(matcher.group(2)));
        }
        return values;
    }

    private String password(String id) throws MojoExecutionException {
        var server = settings.getServer(id);
        if (server == null) {
            throw new MojoExecutionException(
                    "settings.xml has no server '" + id + "', which sluice.secrets names; add it under <servers>");
        }
        if (server.getPassword() == null) {
            throw new MojoExecutionException("the server '" + id
                    + "' in settings.xml has no <password>, which sluice.secrets takes the secret from");
        }
        return decrypted(server);
    }

    private String decrypted(Server server) throws MojoExecutionException {
        var result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (var problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new MojoExecutionException("the password of the server '" + server.getId()
                        + "' in settings.xml cannot be decrypted; mvn --encrypt-password makes one with the master password of"
                        + " this account, in settings-security.xml");
            }
        }
        return result.getServer().getPassword();
    }
}

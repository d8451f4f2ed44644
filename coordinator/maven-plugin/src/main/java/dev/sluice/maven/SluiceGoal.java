package dev.sluice.maven;

import java.io.File;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: both files, the hosts to leave out, secrets, and how the command is run. */
@SuppressWarnings("NullAway.Init")
abstract class SluiceGoal extends AbstractMojo {
    /** Who: the file with the hosts. The default is {@code inventory.yml} in the directory of the project. */
    @Parameter(property = "sluice.inventory")
    private @Nullable File inventory;

    /** How: the file with the rollout. The default is {@code playbook.yml} in the directory of the project. */
    @Parameter(property = "sluice.playbook")
    private @Nullable File playbook;

    /** A selector of hosts that are left out and not contacted. */
    @Parameter(property = "sluice.exclude")
    private @Nullable String exclude;

    /**
     * Secrets from {@code settings.xml}: entries of the form {@code NAME=SERVER}. The password of the server with this id is what the reference {@code
     * env:NAME} of the inventory or the playbook means. An encrypted password is decrypted as Maven does it.
     */
    @Parameter(property = "sluice.secrets")
    private @Nullable List<String> secrets;

    /**
     * The URL of a daemon that runs the command, so that no key for the hosts is needed here. Its token is {@code SLUICE_TOKEN} in the environment, or in
     * {@code sluice.secrets}.
     */
    @Parameter(property = "sluice.server")
    private @Nullable String server;

    /** More options of the command, such as {@code --verbose}: see {@code sluice COMMAND --help}. */
    @Parameter(property = "sluice.arguments")
    private @Nullable List<String> arguments;

    /** Does nothing. */
    @Parameter(property = "sluice.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File directory;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> jars;

    @Inject
    private SettingsDecrypter decrypter;

    /** Name of the command. */
    abstract String command();

    /** Adds what only this goal has. */
    abstract void addTo(Options options) throws MojoExecutionException;

    /** Where the command writes its report, if it writes one. */
    Optional<File> reports() {
        return Optional.empty();
    }

    /** The id of a rollout, where the command takes one. */
    @Nullable
    String rollout() {
        return null;
    }

    /** Where this build's reports are by default. Without a POM, Maven knows no such directory. */
    final File target() {
        var project = session.getCurrentProject();
        var target = project.getBasedir() == null
                ? new File(directory, "target")
                : new File(project.getBuild().getDirectory());
        return new File(target, "sluice");
    }

    final MavenSession session() {
        return session;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("sluice.skip is set; nothing is done");
            return;
        }
        var options = new Options(command())
                .first("--server", server)
                .add("--inventory", inventory)
                .add("--playbook", playbook)
                .add("--exclude", exclude);
        addTo(options);
        reports().ifPresent(where -> options.add("--output-dir", where));
        if (arguments != null) {
            arguments.forEach(options::word);
        }
        options.word(rollout());
        var values = new ServerSecrets(session.getSettings(), decrypter).of(secrets == null ? List.of() : secrets);
        var process = new CommandProcess(
                directory, jars.stream().map(Artifact::getFile).toList(), values);
        new CommandEnd(command(), process.run(options.words(), getLog())).judge(reports(), getLog());
    }
}

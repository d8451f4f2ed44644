package dev.sluice.maven;

import java.io.File;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;

/** The archive of the site that this build made, such as that of the Maven assembly plugin. */
record BuiltArtifact(MavenProject current, List<MavenProject> all) {
    /** The one to take first where an assembly has several forms. */
    private static final List<String> FORMS = List.of(".tar.zst", ".tar.gz", ".tgz", ".tar", ".zip");

    /**
     * That of the current project, or else the one that another project of this build made. Empty when none did.
     *
     * @throws MojoExecutionException when there are several
     */
    Optional<File> find() throws MojoExecutionException {
        var own = archives(Stream.of(current));
        var found = own.isEmpty() ? archives(all.stream()) : own;
        var names = found.stream().map(BuiltArtifact::withoutForm).distinct().toList();
        if (names.size() > 1) {
            throw new MojoExecutionException("the build made several archives: "
                    + found.stream().map(File::getPath).collect(Collectors.joining(", "))
                    + "; choose one with -Dsluice.artifact=FILE, or <artifact> in the configuration");
        }
        return found.stream().min(Comparator.comparingInt(BuiltArtifact::form));
    }

    private static List<File> archives(Stream<MavenProject> projects) {
        return projects.flatMap(project ->
                        Stream.concat(Stream.of(project.getArtifact()), project.getAttachedArtifacts().stream()))
                .map(Artifact::getFile)
                .filter(file -> file != null && form(file) >= 0)
                .distinct()
                .toList();
    }

    private static int form(File file) {
        for (int i = 0; i < FORMS.size(); i++) {
            if (file.getName().endsWith(FORMS.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String withoutForm(File file) {
        return file.getPath()
                .substring(0, file.getPath().length() - FORMS.get(form(file)).length());
    }
}

package dev.sluice.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class BuiltArtifactTest {
    /** Attached as plugins do it: through a helper, which needs Maven's container. */
    @SuppressWarnings("deprecation")
    private static MavenProject project(String... files) {
        var project = new MavenProject();
        project.setArtifact(artifact("pom"));
        for (var file : files) {
            var attached = artifact(file);
            attached.setFile(new File(file));
            project.addAttachedArtifact(attached);
        }
        return project;
    }

    private static DefaultArtifact artifact(String type) {
        return new DefaultArtifact("g", "shop", "1", null, type, "", new DefaultArtifactHandler(type));
    }

    private static Optional<File> found(MavenProject current, MavenProject... others) throws MojoExecutionException {
        return new BuiltArtifact(current, List.of(others)).find();
    }

    @Test
    void the_archive_that_an_assembly_attached_is_released() throws MojoExecutionException {
        assertEquals(
                Optional.of(new File("target/shop-1.tar.gz")),
                found(project("target/shop-1-sources.jar", "target/shop-1.tar.gz")));
    }

    @Test
    void of_the_forms_of_one_assembly_one_is_taken() throws MojoExecutionException {
        assertEquals(
                Optional.of(new File("target/shop-1.tar.gz")),
                found(project("target/shop-1.zip", "target/shop-1.tar.gz", "target/shop-1.tar")));
    }

    @Test
    void a_root_project_releases_what_a_module_made() throws MojoExecutionException {
        var root = project();
        assertEquals(
                Optional.of(new File("site/target/site.zip")),
                found(root, root, project("lib/target/lib.jar"), project("site/target/site.zip")));
    }

    @Test
    void the_archive_of_the_project_itself_comes_before_those_of_others() throws MojoExecutionException {
        var current = project("target/shop.zip");
        assertEquals(Optional.of(new File("target/shop.zip")), found(current, current, project("other/blog.zip")));
    }

    @Test
    void two_different_archives_are_a_choice_for_people() {
        var refused = assertThrows(MojoExecutionException.class, () -> found(project("a/shop.zip", "a/admin.zip")));
        assertTrue(refused.toString().contains("shop.zip, a"), refused::toString);
        assertTrue(refused.toString().contains("-Dsluice.artifact"), refused::toString);
    }

    @Test
    void a_build_without_an_archive_has_none() throws MojoExecutionException {
        assertEquals(Optional.empty(), found(project("target/shop.jar"), project()));
    }
}

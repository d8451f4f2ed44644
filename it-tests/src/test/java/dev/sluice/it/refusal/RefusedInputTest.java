package dev.sluice.it.refusal;

import static dev.sluice.it.release.EndedAssert.ends;

import dev.sluice.it.release.Archive;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SigningKey;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds and files that are refused by what is in them, before any host is asked. */
@Execution(ExecutionMode.CONCURRENT)
class RefusedInputTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_useless_build_is_refused_before_any_host_is_asked(UselessBuild kind) throws IOException {
        var operator = NobodyThere.operator(PlaybookText.simple(), directory);
        var build = kind.writeTo(directory).toString();

        ends(3, operator.run("release", "--artifact", build, "--release", "v2", "--yes"))
                .shows(kind.named())
                .shows("no host was touched");
    }

    @Test
    void a_build_that_another_key_signed_is_refused_before_any_host_is_asked() throws IOException {
        var playbook = PlaybookText.simple().release("docroot: public, signed_by: signing.pub");
        var operator = NobodyThere.operator(playbook, directory);
        SigningKey.make().writePublic(directory.resolve("signing.pub"));
        var build = directory.resolve("build.tar.gz");
        Files.copy(Archive.of(operator.build(SampleSite.of("v2"))), build);

        ends(3, operator.run("release", "--artifact", build.toString(), "--yes"))
                .shows("there is no build.tar.gz.sig");
        SigningKey.make().sign(build);
        ends(3, operator.run("release", "--artifact", build.toString(), "--yes"))
                .shows("build.tar.gz.sig is not a signature of it");
    }

    /** The first column is added to a good inventory. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'name: again' | 'name'",
                "'x-bomb: [&a [1,1,1,1,1,1,1,1], &b [*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b,*b],"
                        + " &d [*c,*c,*c,*c,*c,*c,*c,*c], &e [*d,*d,*d,*d,*d,*d,*d,*d], &f [*e,*e,*e,*e,*e,*e,*e,*e],"
                        + " [*f,*f,*f,*f,*f,*f,*f,*f]]' | 'inventory.yml:'",
                "'x-deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]' | 'inventory.yml:'",
                "'x-tagged: !!java.net.URL [http://127.0.0.1/]' | 'tag'",
                "'gruops: {}' | 'did you mean'",
            })
    void a_file_that_is_not_meant_so_is_refused_with_its_place(String line, String named) throws IOException {
        var operator = NobodyThere.operator(PlaybookText.simple(), directory);
        ends(0, operator.run("validate"));
        var inventory = directory.resolve("inventory.yml");
        Files.writeString(inventory, Files.readString(inventory) + line + "\n");

        ends(3, operator.run("validate")).shows(named).shows("inventory.yml:9:");
        ends(
                        3,
                        operator.run(
                                "release",
                                "--artifact",
                                operator.build(SampleSite.of("v2")).toString(),
                                "--yes"))
                .shows("no host was touched");
    }
}

package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.document.HostText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.playbook.ReleaseSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamineTest {
    private final ScriptedSession session = new ScriptedSession();

    @Test
    void an_examined_host_reports_what_is_around_the_site() throws Exception {
        session.answers(
                Map.of("shell", "/bin/sh", "file_system", "ext2/ext3", "tools", "curl,ps"),
                List.of(
                        Map.of("kind", "directory", "name", "releases", "owner", "deploy", "mode", "drwxr-xr-x"),
                        Map.of("kind", "pool", "name", "shop", "user", "www", "workers", "12"),
                        Map.of("kind", "master", "pid", "77", "config", "/etc/fpm.conf", "timeout", "10s"),
                        Map.of("kind", "pass", "address", "unix:/run/fpm.sock"),
                        Map.of("kind", "root", "variable", "$realpath_root"),
                        Map.of("kind", "denied", "user", "www", "right", "write", "path", "shared/images"),
                        Map.of("kind", "odd")));

        assertEquals(
                new Examination(
                        Optional.of(HostText.of("/bin/sh")),
                        Optional.of(HostText.of("ext2/ext3")),
                        Set.of("curl", "ps"),
                        List.of(new Examination.Directory(
                                HostText.of("releases"), HostText.of("deploy"), HostText.of("drwxr-xr-x"))),
                        List.of(new Examination.Pool(HostText.of("shop"), HostText.of("www"), 12)),
                        List.of(new Examination.Master(77, HostText.of("/etc/fpm.conf"), HostText.of("10s"))),
                        List.of(HostText.of("unix:/run/fpm.sock")),
                        List.of(HostText.of("$realpath_root")),
                        List.of(new Examination.Denied(
                                HostText.of("www"), Examination.Denied.Right.WRITE, HostText.of("shared/images")))),
                new Examine("/srv/shop", new ReleaseSettings.Shared(List.of("images"), List.of(".env"))).on(session));
        assertEquals(HostScripts.EXAMINE, session.command().script());
        assertEquals(
                Map.of("path", "/srv/shop", "shared_directories", "images", "shared_files", ".env"),
                session.command().values());
    }

    @Test
    void what_the_deploy_user_may_not_see_is_empty() throws Exception {
        session.answers(
                Map.of("shell", "", "file_system", "UNKNOWN", "tools", ""),
                List.of(Map.of("kind", "pool", "name", "", "user", "", "workers", "0")));

        var seen = new Examine("/srv/shop").on(session);

        assertEquals(Optional.empty(), seen.shell());
        assertEquals(Optional.empty(), seen.fileSystem());
        assertEquals(List.of(new Examination.Pool(HostText.NONE, HostText.NONE, 0)), seen.pools());
    }

    @ParameterizedTest
    @CsvSource({"many", "1234567890", "-1", "''"})
    void a_number_of_workers_that_cannot_be_is_that_hosts_failure(String workers) {
        session.answers(
                Map.of("shell", "", "file_system", "", "tools", "ps,ps"),
                List.of(Map.of("kind", "pool", "name", "", "user", "", "workers", workers)));

        var failure = assertThrows(HostException.class, () -> new Examine("/srv/shop").on(session));

        assertEquals(HostException.Kind.ANSWER, failure.kind());
    }
}

package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.Via;
import dev.sluice.step.Examination;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSetupTest {
    private final VisitDraft draft = new VisitDraft();
    private List<String> directories = List.of();

    private HostSetup setup(Host host) {
        var visit = draft.visit();
        return HostSetup.of(host, visit.facts(), around(visit));
    }

    private Examination around(Visit visit) {
        var around = visit.around();
        return new Examination(
                around.shell(),
                around.fileSystem(),
                around.tools(),
                directories.stream()
                        .map(name -> new Examination.Directory(
                                HostText.of(name), HostText.of("deploy"), HostText.of("drwx")))
                        .toList(),
                around.pools(),
                around.masters(),
                around.passes(),
                around.roots(),
                around.denied());
    }

    private static Host host(String path, Via via) {
        return SetupHosts.host(path, via, Optional.empty());
    }

    @Test
    void a_host_that_has_everything_is_ready() {
        directories = Stream.of("", "/releases", "/shared", "/.sluice")
                .map(part -> "/srv/shop" + part)
                .toList();
        assertTrue(setup(host("/srv/shop", Via.SSH)).isReady());
    }

    @Test
    void a_directory_that_is_missing_is_made_by_the_ssh_user() {
        directories = List.of("/srv/shop", "/srv/shop/releases");
        var setup = setup(host("/srv/shop", Via.SSH));
        assertEquals(List.of("/srv/shop/shared", "/srv/shop/.sluice"), setup.directories());
        assertFalse(setup.isReady());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/srv             | install -d -o deploy -g \"$(id -gn deploy)\" '/srv/my shop'",
                "/                | install -d -o deploy -g \"$(id -gn deploy)\" '/srv/my shop'",
                "/srv/my shop     | chown deploy: '/srv/my shop'",
                "/srv/my shop/releases | chown deploy: '/srv/my shop/releases'",
            })
    void root_gives_the_directory_to_the_ssh_user(String unwritable, String command) {
        draft.unwritable = Optional.of(unwritable);
        assertEquals(List.of(command), setup(host("/srv/my shop", Via.SSH)).asRoot());
    }

    @Test
    void root_installs_all_that_is_missing_with_one_command() {
        draft.tools = Set.of("flock");
        draft.aroundTools = Set.of();
        assertEquals(
                List.of("apt-get install -y tar gzip coreutils curl"),
                setup(host("/srv/shop", Via.EXEC)).asRoot());
        draft.tools = Set.of("tar", "gzip", "openssl");
        assertEquals(List.of(), setup(host("/srv/shop", Via.SSH)).asRoot());
    }

    @Test
    void shared_files_are_a_persons() {
        draft.missing = List.of(".env.local");
        assertEquals(
                List.of("/srv/shop/shared/.env.local"),
                setup(host("/srv/shop", Via.SSH)).byHand());
    }
}

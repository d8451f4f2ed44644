package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.Via;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteBlockTest {
    private final VisitDraft draft = new VisitDraft();

    private SiteBlock block(String docroot, Optional<String> fastcgi) {
        var host = SetupHosts.host("/srv/shop", Via.SSH, fastcgi);
        return SiteBlock.of(host, docroot, draft.visit().around());
    }

    @ParameterizedTest
    @CsvSource({"public, /srv/shop/current/public", "., /srv/shop/current", "'', /srv/shop/current"})
    void the_root_goes_through_current(String docroot, String root) {
        var block = block(docroot, Optional.empty());
        assertEquals(new SiteBlock("shop.example.com", root, "unix:/run/php/php-fpm.sock"), block);
    }

    @Test
    void php_is_where_the_inventory_says_else_where_nginx_passes_requests_to() {
        draft.passes = List.of("unix:/run/php/one.sock");
        assertEquals("unix:/run/php/one.sock", block(".", Optional.empty()).php());
        assertEquals(
                "127.0.0.1:9000", block(".", Optional.of("tcp:127.0.0.1:9000")).php());
        draft.passes = List.of("unix:/run/php/one.sock", "unix:/run/php/two.sock");
        assertEquals("unix:/run/php/php-fpm.sock", block(".", Optional.empty()).php());
    }

    /** With the path through current, OPcache would go on with the release before. */
    @Test
    void php_receives_the_path_of_the_release() {
        assertTrue(block(".", Optional.empty())
                .nginx()
                .contains("        fastcgi_param SCRIPT_FILENAME $realpath_root$fastcgi_script_name;"));
        assertTrue(block(".", Optional.empty()).caddy().contains("        resolve_root_symlink"));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:/run/php.sock, proxy:unix:/run/php.sock|fcgi://localhost, unix//run/php.sock",
        "tcp:127.0.0.1:9000, proxy:fcgi://127.0.0.1:9000, 127.0.0.1:9000",
    })
    void each_server_names_php_in_its_own_way(String fastcgi, String apache, String caddy) {
        var block = block(".", Optional.of(fastcgi));
        assertTrue(block.apache().contains("        SetHandler \"" + apache + "\""), block.apache()::toString);
        assertTrue(block.caddy().contains("    php_fastcgi " + caddy + " {"), block.caddy()::toString);
    }

    @Test
    void a_root_with_blanks_is_quoted() {
        var block = new SiteBlock("a", "/srv/my shop/current", "unix:/x");
        assertTrue(block.nginx().contains("    root \"/srv/my shop/current\";"));
        assertTrue(block.apache().contains("    DocumentRoot \"/srv/my shop/current\""));
    }
}

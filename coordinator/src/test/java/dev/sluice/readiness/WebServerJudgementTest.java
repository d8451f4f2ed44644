package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HttpAnswer;
import dev.sluice.readiness.Finding.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the words of an answer give away about the configuration behind it. */
class WebServerJudgementTest {
    private static final HttpAnswer FPM = VisitDraft.answer(404, "nginx", "File not found.\n");
    private static final HttpAnswer FRONT = VisitDraft.answer(200, "nginx", "<!doctype html><title>shop</title>");
    private static final HttpAnswer APACHE = VisitDraft.answer(
            404, "Apache/2.4.57", "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<p>not found</p>");

    private static VisitDraft unreached(HttpAnswer unsigned, HttpAnswer index) {
        var draft = new VisitDraft();
        draft.endpoint = Optional.of(new EndpointSeen.NotReached("it answered 404", "look there"));
        draft.unsigned = Optional.of(unsigned);
        draft.index = Optional.of(index);
        draft.fastcgi = Optional.of("unix:/run/php/shop.sock");
        return draft;
    }

    private static VisitDraft notPlaced(HttpAnswer unsigned, HttpAnswer index) {
        var draft = unreached(unsigned, index);
        draft.endpoint = Optional.of(new EndpointSeen.NotAsked("it is not in the live release"));
        draft.placed = Optional.empty();
        return draft;
    }

    private static Finding judged(VisitDraft draft) {
        var found = EndpointJudgement.of(draft.visit());
        assertEquals(1, found.size());
        return found.get(0);
    }

    @Test
    void a_configuration_like_symfonys_is_told_by_nginxs_own_404() {
        var finding = judged(unreached(VisitDraft.nginx(404), VisitDraft.nginx(404)));

        assertEquals(Level.PROBLEM, finding.level());
        assertTrue(finding.why().contains("Symfony"), finding.why());
        assertEquals(
                List.of(
                        "location = /_sluice.php {",
                        "    include fastcgi_params;",
                        "    fastcgi_param SCRIPT_FILENAME $realpath_root$fastcgi_script_name;",
                        "    fastcgi_param DOCUMENT_ROOT $realpath_root;",
                        "    fastcgi_pass unix:/run/php/shop.sock;",
                        "}"),
                finding.lines());
    }

    @Test
    void it_is_told_before_the_file_is_placed_when_nginx_hides_index_php_too() {
        var finding = judged(notPlaced(VisitDraft.nginx(404), VisitDraft.nginx(404)));

        assertEquals(Level.PROBLEM, finding.level());
        assertTrue(finding.why().contains("Symfony"), finding.why());
    }

    @Test
    void nginx_that_looks_for_files_first_may_be_fine() {
        var finding = judged(notPlaced(VisitDraft.nginx(404), FRONT));

        assertEquals(Level.WARNING, finding.level());
        assertTrue(finding.remedy().contains("sluice adopt"), finding.remedy());
    }

    @Test
    void a_configuration_like_laravels_is_told_by_the_source_as_text() {
        var source = VisitDraft.answer(200, "nginx", "<?php\n/* the endpoint */");
        var finding = judged(unreached(source, FRONT));

        assertEquals("the web server sends /_sluice.php as text instead of running it", finding.what());
        assertTrue(finding.why().contains("Laravel"), finding.why());
        assertEquals("location = /_sluice.php {", finding.lines().get(0));
    }

    @Test
    void it_is_told_before_the_file_is_placed_by_the_site_that_answers_for_it() {
        var finding = judged(notPlaced(VisitDraft.answer(404, "nginx", "<html>Oops, our own page</html>"), FRONT));

        assertEquals(Level.PROBLEM, finding.level());
        assertTrue(finding.why().contains("Laravel"), finding.why());
    }

    @Test
    void php_that_finds_no_file_was_asked() {
        assertEquals(Level.OK, judged(notPlaced(FPM, FRONT)).level());
        assertEquals(Level.WARNING, judged(unreached(FPM, FRONT)).level());
    }

    @Test
    void a_deny_rule_is_told_by_its_403() {
        assertEquals(
                "nginx answers 403 for /_sluice.php",
                judged(unreached(VisitDraft.nginx(403), FRONT)).what());
    }

    @Test
    void apache_gets_lines_of_its_own() {
        assertEquals(
                List.of(
                        "<Files \"_sluice.php\">",
                        "    Require all granted",
                        "    SetHandler \"proxy:unix:/run/php/shop.sock|fcgi://localhost\"",
                        "</Files>"),
                judged(unreached(APACHE, FRONT)).lines());
    }

    @Test
    void a_password_or_a_redirect_is_told_in_the_words_of_whoever_met_it() {
        var password = judged(unreached(VisitDraft.answer(401, "nginx", "<html>other</html>"), FRONT));
        assertTrue(password.why().contains("asks for a password (401)"), password.why());
        for (int status : List.of(302, 500)) {
            var finding = judged(unreached(VisitDraft.answer(status, "nginx", "<html>other</html>"), FRONT));
            assertEquals("it answered 404", finding.why());
            assertEquals(List.of(), finding.lines());
        }
    }

    @Test
    void a_key_that_the_host_does_not_know_is_not_blamed_on_the_web_server() {
        var draft = unreached(VisitDraft.nginx(404), FRONT);
        draft.keys = Set.of("another");

        assertEquals("the host does not know our key kid1", judged(draft).what());
    }

    @Test
    void the_lines_name_what_the_hosts_own_configuration_has() {
        var draft = unreached(VisitDraft.nginx(404), FRONT);
        draft.fastcgi = Optional.empty();
        draft.passes = List.of("php-upstream");
        draft.roots = List.of("$document_root");

        var lines = judged(draft).lines();

        assertTrue(lines.contains("    fastcgi_pass php-upstream;"), lines::toString);
        assertTrue(lines.contains("    fastcgi_param DOCUMENT_ROOT $document_root;"), lines::toString);
    }

    @Test
    void a_socket_that_is_not_known_is_said_to_be_so() {
        var draft = unreached(VisitDraft.nginx(404), FRONT);
        draft.fastcgi = Optional.empty();

        assertTrue(judged(draft).remedy().contains("could not be found out here"));
    }

    @Test
    void apache_that_sends_the_source_has_no_handler_for_it() {
        var source = VisitDraft.answer(200, "Apache/2.4.57", "<?php\n/* the endpoint */");
        var finding = judged(unreached(source, FRONT));

        assertEquals(
                "no handler is set for it: the source of every .php in the document root can be read by anybody",
                finding.why());
        assertEquals("<Files \"_sluice.php\">", finding.lines().get(0));
    }

    @Test
    void php_fpm_that_denies_the_file_has_settings_of_its_own() {
        var denied = judged(unreached(VisitDraft.answer(403, "nginx", "Access denied.\n"), FRONT));

        assertEquals(Level.PROBLEM, denied.level());
        assertEquals("PHP-FPM denies /_sluice.php", denied.what());
    }

    @Test
    void apache_that_hands_what_is_not_a_file_to_the_site_is_no_problem_before_the_file_is_there() {
        var front = VisitDraft.answer(404, "Apache/2.4.57", "<html>our own page</html>");

        var before = judged(notPlaced(front, front));
        assertEquals(Level.NOTE, before.level());
        assertEquals("not in the live release yet; the site itself answers for it", before.what());

        var after = judged(unreached(front, front));
        assertEquals(Level.PROBLEM, after.level());
        assertEquals("the site's own page answers for /_sluice.php (404)", after.what());
        assertEquals("the file is in the live release and is not run", after.why());
        assertEquals("<Files \"_sluice.php\">", after.lines().get(0));
    }

    @Test
    void nginx_that_runs_the_site_for_a_file_that_is_there_lacks_its_own_lines() {
        var after = judged(unreached(FRONT, FRONT));

        assertEquals("the site's own page answers for /_sluice.php (200)", after.what());
        assertEquals("the file is in the live release and is not run", after.why());
        assertEquals("location = /_sluice.php {", after.lines().get(0));
    }

    @Test
    void apache_gets_a_socket_that_is_not_known_where_php_listens_on_tcp() {
        var draft = unreached(APACHE, FRONT);
        draft.fastcgi = Optional.of("tcp:127.0.0.1:9000");

        assertEquals(
                "    SetHandler \"proxy:unix:/run/php/php-fpm.sock|fcgi://localhost\"",
                judged(draft).lines().get(2));
    }

    @Test
    void a_socket_that_is_known_is_not_to_be_compared() {
        assertEquals(
                "add the lines to the site's server block and reload the web server, or name a page of the site's own in"
                        + " opcache.endpoint, or set it to fastcgi",
                judged(unreached(VisitDraft.nginx(404), FRONT)).remedy());
    }

    @Test
    void a_host_without_a_key_of_ours_is_judged_by_its_web_server() {
        var draft = unreached(VisitDraft.nginx(403), FRONT);
        draft.keys = Set.of();
        draft.kid = Optional.empty();

        assertEquals("nginx answers 403 for /_sluice.php", judged(draft).what());
    }
}

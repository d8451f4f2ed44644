package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAnswererTest {
    private static final String APACHES =
            "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>404 Not Found</title>";

    @ParameterizedTest
    @CsvSource({
        "200, nginx, <?php echo, SOURCE",
        "404, nginx, File not found., FPM",
        "403, nginx, Access denied., FPM",
        "404, nginx, <h1>File not found.</h1> as a page of the site words it; and more, SITE",
        "404, nginx, <h1>Access denied.</h1> as a page of the site words it; and more, SITE",
        "404, nginx, <hr><center>nginx</center>, NGINX",
        "400, nginx, <hr><center>nginx</center>, NGINX",
        "399, nginx, <hr><center>nginx</center>, SITE",
        "404, openresty, <hr><center>openresty/1.25</center>, NGINX",
        "404, nginx, <h1>nginx</h1>, SITE",
        "404, Apache/2.4, a page of the site, SITE",
    })
    void who_answered_is_in_the_words_of_the_answer(int status, String server, String body, WebAnswerer answerer) {
        assertEquals(answerer, WebAnswerer.of(VisitDraft.answer(status, server, body)));
    }

    @ParameterizedTest
    @CsvSource({"404, Apache/2.4, APACHE", "404, APACHE, APACHE", "404, nginx, SITE", "200, Apache/2.4, SITE"})
    void apaches_page_is_apaches_only_from_apache(int status, String server, WebAnswerer answerer) {
        assertEquals(answerer, WebAnswerer.of(VisitDraft.answer(status, server, APACHES)));
    }

    @ParameterizedTest
    @CsvSource({"59, FPM", "60, SITE"})
    void a_word_of_php_fpm_is_short(int length, WebAnswerer answerer) {
        var body = "File not found." + "x".repeat(length - "File not found.".length());

        assertEquals(answerer, WebAnswerer.of(VisitDraft.answer(404, "nginx", body)));
    }
}

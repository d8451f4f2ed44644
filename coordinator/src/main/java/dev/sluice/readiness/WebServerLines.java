package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.step.Examination;
import java.util.List;
import java.util.Optional;

/** The lines that let the endpoint through, for whoever keeps the web server's configuration. */
final class WebServerLines {
    private static final String UNKNOWN = "unix:/run/php/php-fpm.sock";

    private final Examination around;
    private final Optional<String> configured;

    /** @param configured {@code web.fastcgi} of the inventory */
    WebServerLines(Examination around, Optional<String> configured) {
        this.around = around;
        this.configured = configured;
    }

    /** A location of one file wins over all others, wherever in the server block it is. */
    List<String> nginx() {
        return List.of(
                "location = /_sluice.php {",
                "    include fastcgi_params;",
                "    fastcgi_param SCRIPT_FILENAME " + root() + "$fastcgi_script_name;",
                "    fastcgi_param DOCUMENT_ROOT " + root() + ";",
                "    fastcgi_pass " + pass().orElse(UNKNOWN) + ";",
                "}");
    }

    List<String> apache() {
        var socket = pass().filter(address -> address.startsWith("unix:")).orElse(UNKNOWN);
        return List.of(
                "<Files \"_sluice.php\">",
                "    Require all granted",
                "    SetHandler \"proxy:" + socket + "|fcgi://localhost\"",
                "</Files>");
    }

    /** What has to be checked before the lines are right; empty when they are. */
    String reservation() {
        if (pass().isPresent()) {
            return "";
        }
        return "; fastcgi_pass must be that of index.php, which could not be found out here";
    }

    /** The inventory's value, else the only one in nginx's configuration. */
    private Optional<String> pass() {
        return configured
                .map(address -> address.replaceFirst("^tcp:", ""))
                .or(() -> around.passes().size() == 1
                        ? Optional.of(around.passes().get(0).toString())
                        : Optional.empty());
    }

    /** The one that the site uses: the endpoint has to be as stale, or as fresh, as the site is. */
    private String root() {
        return around.roots().equals(List.of(HostText.of("$document_root"))) ? "$document_root" : "$realpath_root";
    }
}

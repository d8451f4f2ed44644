package dev.sluice.readiness;

import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.EndpointScript;
import dev.sluice.opcache.WebServerAnswer;
import dev.sluice.readiness.Finding.Level;
import java.util.List;
import java.util.Optional;

/**
 * What in the web server's configuration keeps requests from the endpoint, seen from its answer to an unsigned request, with the exact lines it lacks.
 * The sample configurations of frameworks are the usual cause: Symfony's passes on {@code index.php} and answers 404 for every other PHP
 * file; Laravel's passes on {@code index.php} and sends every other PHP file as it is.
 */
final class WebServerJudgement {
    /** The topic of a finding of its own kind. */
    private static final String SOURCE = "php source";

    private static final String ALTERNATIVE =
            ", or name a page of the site's own in opcache.endpoint, or set it to fastcgi";

    private final Visit visit;
    private final HttpAnswer answer;
    private final WebServerLines lines;

    private WebServerJudgement(Visit visit, HttpAnswer answer) {
        this.visit = visit;
        this.answer = answer;
        this.lines = new WebServerLines(visit.around(), visit.expected().fastcgi());
    }

    /** Empty when nothing is known to be in the way. */
    static Optional<Finding> of(Visit visit) {
        return visit.unsigned()
                .flatMap(answer -> known(answer).or(() -> new WebServerJudgement(visit, answer).finding()));
    }

    static boolean isSource(Finding finding) {
        return finding.topic().equals(SOURCE);
    }

    /** What needs no guess at who answered. */
    private static Optional<Finding> known(HttpAnswer answer) {
        return WebServerAnswer.of(answer, EndpointScript.PATH)
                .filter(known -> known.kind() == Kind.BLOCKED || known.kind() == Kind.LIMITED)
                .map(known -> Finding.problem(
                        EndpointJudgement.TOPIC, "requests do not get through to it", known.seen(), known.next()));
    }

    private Optional<Finding> finding() {
        return switch (WebAnswerer.of(answer)) {
            case SOURCE -> Optional.of(source());
            case NGINX -> Optional.of(nginx());
            case APACHE -> Optional.of(apache());
            case FPM -> Optional.of(fpm());
            case SITE -> site();
        };
    }

    private Finding source() {
        var apache = WebAnswerer.apache(answer);
        return new Finding(
                Level.PROBLEM,
                SOURCE,
                "the web server sends /_sluice.php as text instead of running it",
                apache
                        ? "no handler is set for it: the source of every .php in the document root can be read by"
                                + " anybody"
                        : "as with Laravel's sample configuration, only index.php is passed on: the source of every"
                                + " other .php in the document root can be read by anybody",
                remedy(),
                apache ? lines.apache() : lines.nginx());
    }

    private Finding nginx() {
        if (answer.status() == 403) {
            return lacking(
                    "nginx answers 403 for /_sluice.php", "a deny rule covers it, and PHP is not asked", lines.nginx());
        }
        if (filePlaced() || answeredByNginx(visit.index())) {
            return lacking(
                    "nginx answers " + answer.status() + " for /_sluice.php itself, and PHP is not asked",
                    "as with Symfony's sample configuration, only index.php is passed on, and every other .php is not"
                            + " found",
                    lines.nginx());
        }
        return new Finding(
                Level.WARNING,
                EndpointJudgement.TOPIC,
                "nginx answers " + answer.status() + " for /_sluice.php itself",
                "the file is not in the live release yet: either nginx checks for it first (try_files), or passes only"
                        + " index.php on",
                "sluice adopt places it, then sluice doctor knows; if it is the second, add the lines"
                        + lines.reservation(),
                lines.nginx());
    }

    private static boolean answeredByNginx(Optional<HttpAnswer> index) {
        return index.filter(page -> WebAnswerer.of(page) == WebAnswerer.NGINX).isPresent();
    }

    private Finding apache() {
        return lacking(
                "Apache answers " + answer.status() + " for /_sluice.php itself",
                "a rule denies it, or sends it away before PHP is asked",
                lines.apache());
    }

    private Finding fpm() {
        if (answer.body().contains("Access denied.")) {
            return Finding.problem(
                    EndpointJudgement.TOPIC,
                    "PHP-FPM denies /_sluice.php",
                    "security.limit_extensions of the pool does not allow .php, or the web server hands on a wrong"
                            + " name",
                    "compare SCRIPT_FILENAME in the web server with the pool's settings");
        }
        if (!filePlaced()) {
            return Finding.ok(EndpointJudgement.TOPIC, "not in the live release yet; the web server passes it to PHP");
        }
        return Finding.warning(
                EndpointJudgement.TOPIC,
                "PHP is asked for /_sluice.php and does not find it",
                "a worker remembers for realpath_cache_ttl, 120 s at first, that it was not there; or the web server's"
                        + " root is another directory, or open_basedir or a chroot hides it",
                "ask again in two minutes; then compare root and SCRIPT_FILENAME with <path>/current/<docroot>");
    }

    /** A page of the site for a file that is not there: the request fell through to its front controller. */
    private Optional<Finding> site() {
        if (answer.status() == 401 || answer.status() / 100 == 3 || answer.status() >= 500) {
            return Optional.empty();
        }
        var nginx = !WebAnswerer.apache(answer);
        var how = filePlaced()
                ? "the file is in the live release and is not run"
                : "as with Laravel's sample configuration, what is not a file goes to index.php, and so would other"
                        + " .php files";
        if (!filePlaced() && !nginx) {
            return Optional.of(Finding.note(
                    EndpointJudgement.TOPIC,
                    "not in the live release yet; the site itself answers for it",
                    "Apache passes an existing file to PHP, as a rule",
                    "sluice adopt places it, then sluice doctor knows"));
        }
        return Optional.of(lacking(
                "the site's own page answers for /_sluice.php (" + answer.status() + ")",
                how,
                nginx ? lines.nginx() : lines.apache()));
    }

    private boolean filePlaced() {
        return visit.facts().endpoint().sha256().isPresent();
    }

    private Finding lacking(String what, String why, List<String> missing) {
        return new Finding(Level.PROBLEM, EndpointJudgement.TOPIC, what, why, remedy(), missing);
    }

    private String remedy() {
        return "add the lines to the site's server block and reload the web server" + lines.reservation() + ALTERNATIVE;
    }
}

package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.opcache.EndpointException.Kind;
import java.util.Map;

/** What the endpoint's own refusals mean, and what to do about them. */
final class Refusals {
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    EndpointRefusal.VERSION,
                    "the release has the endpoint of another Sluice version: release once with this one"),
            Map.entry(
                    EndpointRefusal.UNKNOWN_OP,
                    "the release has the endpoint of an older Sluice version: release once with this one"),
            Map.entry(
                    EndpointRefusal.STORE,
                    "PHP must be able to list and write its temporary directory (sys_temp_dir, open_basedir, free inodes); if"
                            + " it can, remove PHP's own .sluice-* directories there: their mode is not 0700"),
            Map.entry(
                    EndpointRefusal.BUSY,
                    "more than 5,000 signed requests came within a minute: find out what sends them"),
            Map.entry(
                    EndpointRefusal.REPLAYED,
                    "something between here and PHP sends requests twice: see the web server's retries"),
            Map.entry(
                    EndpointRefusal.NO_OPCACHE,
                    "PHP has no OPcache there, or its functions are in disable_functions: set opcache.method to reload or none"),
            Map.entry(
                    EndpointRefusal.RESET_REFUSED,
                    "OPcache is switched off, or opcache.restrict_api does not cover the docroot: set opcache.method to reload"),
            Map.entry(
                    EndpointRefusal.NO_RELEASE,
                    "PHP cannot read the release: its user needs access to every directory down to it (release.permissions, open_basedir)"
                            + "; or it is incomplete: stage it again"),
            Map.entry(EndpointRefusal.NOT_LIVE, "current was changed in the meantime: sluice hosts --live"));

    private final EndpointSite at;

    Refusals(EndpointSite at) {
        this.at = at;
    }

    EndpointException explain(EndpointRequest request, EndpointRefusal refusal) {
        var error = refusal.error();
        if (error.startsWith("wrong_")) {
            return failure(
                    Kind.WRONG_PLACE,
                    "was called, but that of " + Excerpt.of(refusal.at().toString()) + " answered",
                    "see web.url and web.host, and .sluice/endpoint.json on the host");
        }
        if (error.equals(EndpointRefusal.SKEW)) {
            return skew(refusal.time() - request.ts());
        }
        if (error.equals(EndpointRefusal.TOO_SOON)) {
            return failure(
                    Kind.TOO_SOON,
                    "did not reset: its last reset is less than ten seconds ago",
                    "wait ten seconds; find out what else resets this host");
        }
        if (error.equals(EndpointRefusal.DISABLED)) {
            var names = Excerpt.of(String.join(", ", refusal.names()));
            return failure(
                    Kind.REJECTED,
                    "cannot work: PHP's disable_functions takes away " + names,
                    "remove " + names
                            + " from disable_functions (php.ini, or the pool's php_admin_value[disable_functions])");
        }
        return failure(
                kind(error),
                "refused " + request.op().wire() + ": " + Excerpt.of(error),
                REMEDIES.getOrDefault(error, "compare the versions of Sluice here and in the live release"));
    }

    private static Kind kind(String error) {
        return switch (error) {
            case EndpointRefusal.UNKNOWN_OP -> Kind.UNKNOWN_OPERATION;
            case EndpointRefusal.BUSY -> Kind.TOO_MANY;
            case EndpointRefusal.RESET_REFUSED -> Kind.RESET_REFUSED;
            case EndpointRefusal.NO_RELEASE -> Kind.NO_RELEASE;
            default -> Kind.REJECTED;
        };
    }

    private EndpointException skew(long seconds) {
        var direction = seconds > 0 ? "ahead of" : "behind";
        return failure(
                Kind.SKEW,
                "refused: clock skew " + Math.abs(seconds) + " s, the host's clock is " + direction + " ours",
                "set the clock there or here (chrony, systemd-timesyncd); " + EndpointRequest.SKEW_SECONDS
                        + " s are allowed");
    }

    private EndpointException failure(Kind kind, String seen, String next) {
        return new EndpointException(kind, "the endpoint of " + at + " " + seen, next);
    }
}

package dev.sluice.remote;

import dev.sluice.remote.ServerException.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One site of a daemon, and what may be asked of it there. */
public final class RemoteSite {
    private static final int KEY_BYTES = 16;

    private final DaemonHttp http;
    private final Patience patience;
    private final String name;

    private RemoteSite(DaemonHttp http, Patience patience, String name) {
        this.http = http;
        this.patience = patience;
        this.name = name;
    }

    /**
     * Finds a site; where none is named, it has to be the only one.
     *
     * @param fleet {@code INVENTORY/SITE}
     */
    public static RemoteSite find(
            ServerAddress server, ServerTrust trust, AccessToken token, Optional<String> fleet, Patience patience)
            throws ServerException, InterruptedException {
        var http = new DaemonHttp(server, trust, token);
        var name = fleet.isPresent() ? fleet.get() : only(patience.until(() -> sites(http)));
        if (name.split("/", -1).length != 2) {
            throw new ServerException(Kind.REFUSED, "'" + name + "' is no INVENTORY/SITE", "such as --fleet prod/shop");
        }
        return new RemoteSite(http, patience, name);
    }

    private static List<String> sites(DaemonHttp http) throws IOException, ServerException, InterruptedException {
        return http.get("/api/v1/sites")
                .path("sites")
                .valueStream()
                .map(site -> site.path("inventory").asString("?") + "/"
                        + site.path("site").asString("?"))
                .toList();
    }

    private static String only(List<String> sites) throws ServerException {
        if (sites.size() == 1) {
            return sites.get(0);
        }
        throw new ServerException(
                Kind.REFUSED,
                sites.isEmpty() ? "the daemon serves no site" : "the daemon serves several sites",
                sites.isEmpty() ? "" : "name one of them: --fleet " + String.join(" or --fleet ", sites));
    }

    /** {@code INVENTORY/SITE}. */
    public String name() {
        return name;
    }

    /**
     * Has a command run there. What was sent and not answered is sent again; the daemon recognizes it.
     *
     * @param answering who answers questions
     */
    public RemoteCommand begin(List<String> arguments, Answering answering)
            throws ServerException, InterruptedException {
        var body = Map.of("arguments", arguments, "key", key(), "interactive", answering == Answering.PERSON);
        var run = patience.until(() -> http.post(path() + "/commands", body))
                .path("run")
                .asString("");
        if (!run.matches("[0-9a-f]{32}")) {
            throw new ServerException(Kind.REFUSED, "the daemon has not started the command", "check its version");
        }
        return new RemoteCommand(http, patience, path() + "/commands/" + run);
    }

    /** Who answers questions of a command. */
    public enum Answering {
        PERSON,
        NO_ONE
    }

    private static String key() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Sends files to the daemon. */
    public ArtifactUpload uploads() {
        return new ArtifactUpload(http, patience, path() + "/artifacts/");
    }

    private String path() {
        var parts = name.split("/", -1);
        return "/api/v1/sites/" + encoded(parts[0]) + "/" + encoded(parts[1]);
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** The lease and the fence of one host, and its history: who may act on it, and who did. */
final class Leases implements PaperHost.Script {
    private final PaperSite site;

    Leases(PaperSite site) {
        this.site = site;
    }

    /** Who has the host; without a rollout nobody has. */
    record Lease(String rollout, String token, String owner, String coordinator, long ttl, long at) {
        private static final Lease NONE = new Lease("", "", "", "", 0, 0);

        long age() {
            return rollout.isEmpty() ? 0 : Math.max(0, PaperSite.now() - at);
        }

        boolean alive() {
            return !rollout.isEmpty() && (ttl == 0 || age() <= ttl);
        }
    }

    long fence() throws IOException {
        return PaperSite.text(site.own("fence"))
                .map(text -> Long.parseLong(text.strip()))
                .orElse(0L);
    }

    Lease lease() throws IOException {
        var file = site.own("lease");
        if (!Files.exists(file)) {
            return Lease.NONE;
        }
        return new Lease(
                PaperSite.field(file, "rollout"),
                PaperSite.field(file, "token"),
                PaperText.decode(PaperSite.field(file, "owner")),
                PaperSite.field(file, "coordinator"),
                Long.parseLong(PaperSite.field(file, "ttl")),
                Long.parseLong(PaperSite.field(file, "at")));
    }

    /** Only who holds the lease goes on. */
    void guard(Conversation asked) throws IOException, Refusal {
        if (!lease().rollout().equals(asked.value("rollout"))) {
            throw fenced(asked);
        }
        guardFence(asked);
    }

    /** The lease may have been given back; while the token is the fence, nobody came after it. */
    void guardAfterwards(Conversation asked) throws IOException, Refusal {
        if (!lease().rollout().isEmpty()) {
            guard(asked);
        }
        guardFence(asked);
    }

    private void guardFence(Conversation asked) throws IOException, Refusal {
        if (!Long.toString(fence()).equals(asked.value("token"))) {
            throw fenced(asked);
        }
    }

    private Refusal fenced(Conversation asked) throws IOException, Refusal {
        return new Refusal(
                "fenced",
                Map.of(
                        "fence", Long.toString(fence()),
                        "token", asked.value("token"),
                        "lease", lease().rollout(),
                        "owner", lease().owner()));
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        return switch (asked.value("verb")) {
            case "take" -> take(asked);
            case "takeover" -> takeOver(asked);
            case "renew" -> keep(asked, Long.parseLong(asked.value("ttl")));
            case "hold" -> keep(asked, 0);
            case "retoken" -> retoken(asked);
            case "release" -> release(asked);
            case "break" -> breakLease(asked);
            default -> throw new Refusal("usage", Map.of("verb", asked.value("verb")));
        };
    }

    private Map<String, String> take(Conversation asked) throws IOException, Refusal {
        Files.createDirectories(site.releases());
        Files.createDirectories(site.path().resolve("shared"));
        Files.createDirectories(site.own("manifests"));
        Files.createDirectories(site.own("listings"));
        claim(asked);
        var lease = lease();
        if (lease.alive() && !lease.rollout().equals(asked.value("rollout"))) {
            throw held(lease);
        }
        return granted(asked);
    }

    private static Refusal held(Lease lease) {
        return new Refusal(
                "held",
                Map.of(
                        "rollout", lease.rollout(),
                        "owner", lease.owner(),
                        "age", Long.toString(lease.age()),
                        "ttl", Long.toString(lease.ttl())));
    }

    private Map<String, String> granted(Conversation asked) throws IOException, Refusal {
        var token = grownFence();
        write(new Lease(
                asked.value("rollout"),
                token,
                asked.value("owner"),
                asked.value("coordinator"),
                Long.parseLong(asked.value("ttl")),
                PaperSite.now()));
        return Map.of("token", token);
    }

    /** As take, but for a lease that is alive and that the record does not know. */
    private Map<String, String> takeOver(Conversation asked) throws IOException, Refusal {
        var lease = lease();
        var known = lease.rollout().equals(asked.value("rollout"))
                && (lease.token().equals(asked.value("known")) || isOurs(lease, asked));
        if (lease.alive() && !known) {
            throw held(lease);
        }
        return granted(asked);
    }

    private static boolean isOurs(Lease lease, Conversation asked) throws Refusal {
        return !lease.coordinator().isEmpty() && lease.coordinator().equals(asked.value("coordinator"));
    }

    /** The next token, before which nothing else counts. */
    private String grownFence() throws IOException, Refusal {
        var token = Long.toString(fence() + 1);
        PaperSite.put(site.own("fence"), token + "\n");
        return token;
    }

    private Map<String, String> retoken(Conversation asked) throws IOException, Refusal {
        guard(asked);
        var lease = lease();
        var token = grownFence();
        write(new Lease(lease.rollout(), token, lease.owner(), lease.coordinator(), lease.ttl(), PaperSite.now()));
        return Map.of("token", token);
    }

    private Map<String, String> breakLease(Conversation asked) throws IOException, Refusal {
        var lease = lease();
        if (!lease.rollout().equals(asked.value("rollout"))) {
            return Map.of("released", "no", "rollout", lease.rollout());
        }
        grownFence();
        Files.delete(site.own("lease"));
        return Map.of("released", "yes");
    }

    /** A directory belongs to one site of one inventory of one project. */
    private void claim(Conversation asked) throws IOException, Refusal {
        var file = site.own("host.json");
        var found = PaperSite.text(file);
        if (found.isPresent() && !isOurs(found.get(), asked)) {
            throw new Refusal(
                    "other-site",
                    Map.of(
                            "found", found.get(),
                            "inventory", asked.value("inventory"),
                            "site", asked.value("site")));
        }
        var id = found.isPresent()
                ? Inspection.member(found.get(), "id")
                : UUID.randomUUID().toString().replace("-", "");
        var project = asked.value("project");
        PaperSite.put(
                file,
                "{\"v\":1,\"id\":\"%s\",\"host\":\"%s\",\"inventory\":\"%s\",\"site\":\"%s\"%s}\n"
                        .formatted(
                                id,
                                asked.value("host"),
                                asked.value("inventory"),
                                asked.value("site"),
                                project.isEmpty() ? "" : ",\"project\":\"" + project + "\""));
    }

    private static boolean isOurs(String found, Conversation asked) throws Refusal {
        var inventory = Inspection.member(found, "inventory");
        var project = Inspection.member(found, "project");
        if (project.isEmpty()) {
            return inventory.equals(asked.value("inventory"))
                    && Inspection.member(found, "site").equals(asked.value("site"));
        }
        return project.equals(asked.value("project"))
                && (inventory.equals(asked.value("inventory")) || inventory.equals(asked.value("former")));
    }

    private Map<String, String> keep(Conversation asked, long ttl) throws IOException, Refusal {
        guard(asked);
        var lease = lease();
        write(new Lease(
                asked.value("rollout"),
                asked.value("token"),
                lease.owner(),
                lease.coordinator(),
                ttl,
                PaperSite.now()));
        return Map.of("token", asked.value("token"));
    }

    private Map<String, String> release(Conversation asked) throws IOException, Refusal {
        var lease = lease();
        if (!lease.rollout().equals(asked.value("rollout")) || !lease.token().equals(asked.value("token"))) {
            return Map.of("released", "no");
        }
        giveBack();
        return Map.of("released", "yes");
    }

    void giveBack() throws IOException {
        Files.delete(site.own("lease"));
    }

    private void write(Lease lease) throws IOException {
        PaperSite.put(
                site.own("lease"),
                "rollout=%s\ntoken=%s\nowner=%s\ncoordinator=%s\nttl=%d\nat=%d\n"
                        .formatted(
                                lease.rollout(),
                                lease.token(),
                                PaperText.encode(lease.owner()),
                                lease.coordinator(),
                                lease.ttl(),
                                lease.at()));
    }

    /** The script {@code mark}. */
    Map<String, String> mark(Conversation asked, byte[] payload) throws IOException, Refusal {
        guard(asked);
        mark(asked, asked.value("release"), asked.value("state"));
        return Map.of("state", asked.value("state"));
    }

    /** @param release empty for none */
    void mark(Conversation asked, String release, String state) throws IOException, Refusal {
        if (!release.isEmpty()) {
            remember(asked, "event=marked release=%s state=%s".formatted(release, state), asked.value("actor"));
        }
    }

    /** @param event in words that need no escape */
    void remember(Conversation asked, String event, String actor) throws IOException, Refusal {
        var line = "at=%d rollout=%s token=%s %s actor=%s\n"
                .formatted(
                        PaperSite.now(), asked.value("rollout"), asked.value("token"), event, PaperText.encode(actor));
        Files.writeString(site.own("history.log"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

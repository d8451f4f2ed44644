package dev.sluice.remote;

import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that a daemon runs: what it prints is shown here, whole and once, over as many connections as it takes. */
public final class RemoteCommand {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final DaemonHttp http;
    private final Patience patience;
    private final String path;
    private int next = 1;

    RemoteCommand(DaemonHttp http, Patience patience, String path) {
        this.http = http;
        this.patience = patience;
        this.path = path;
    }

    /** Shows it to its end, and returns its exit code. */
    public int follow(CommandView view) throws ServerException, InterruptedException {
        while (true) {
            try (var lines = new WatchedLines(http.open(path + "?from=" + next))) {
                var line = lines.next();
                while (line.isPresent()) {
                    patience.reached();
                    var fields = parse(line.get());
                    if (fields.has("exit")) {
                        return fields.path("exit").asInt(1);
                    }
                    show(fields, view);
                    line = lines.next();
                }
                patience.failed(new IOException("the connection ended"));
            } catch (IOException e) {
                patience.failed(e);
            }
        }
    }

    private static JsonNode parse(String line) throws IOException {
        try {
            return line.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw new IOException("what arrives is not of a daemon of Sluice", e);
        }
    }

    private void show(JsonNode fields, CommandView view) throws ServerException, InterruptedException {
        var number = fields.path("n").asInt(0);
        if (number < next) {
            return;
        }
        if (fields.has("out")) {
            view.out(fields.path("out").asString(""));
        } else if (fields.has("err")) {
            view.err(fields.path("err").asString(""));
        } else if (fields.has("note")) {
            view.note(fields.path("note").asString(""));
        } else if (fields.has("ask")) {
            answer(number, view.confirms(fields.path("ask").asString("")) ? "yes" : "no");
        }
        next = number + 1;
    }

    private void answer(int question, String word) throws ServerException, InterruptedException {
        patience.until(() -> http.post(path + "/answer", Map.of("n", question, "answer", word)));
    }

    /** What it wrote for {@code --output-dir}. */
    public ReportDownload reports() {
        return new ReportDownload(http, patience, path + "/files");
    }
}

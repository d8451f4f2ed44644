package dev.sluice.report;

import dev.sluice.document.WholeFile;
import dev.sluice.engine.Rollouts;
import dev.sluice.rollout.RolloutEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The reports of a rollout in a directory: {@code result.json}, {@code junit.xml}, {@code summary.md} and {@code report/index.html}. */
public final class ReportFiles {
    private final Path directory;

    /** @param directory created if it does not exist */
    public ReportFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /**
     * Writes all of them.
     *
     * @param events all of the rollout, those of earlier processes too
     * @param content what goes out, a line each
     */
    void write(Rollouts.Ended ended, List<RolloutEvent> events, int exitCode, List<String> content) throws IOException {
        var story = new RolloutStory(ended.plan(), ended.state(), events, content, exitCode, ended.head());
        write(story, Optional.of(ResultFile.APPROVAL_EXPIRED).filter(why -> ended.state()
                .approvalExpired()));
    }

    /** The same of a rollout that waits on, because no one promoted it before its hold ended. */
    public void writeExpired(Rollouts.Ended ended, List<RolloutEvent> events, int exitCode) throws IOException {
        var story = new RolloutStory(ended.plan(), ended.state(), events, List.of(), exitCode, ended.head());
        write(story, Optional.of(ResultFile.APPROVAL_EXPIRED));
    }

    private void write(RolloutStory story, Optional<String> reason) throws IOException {
        ResultFile.write(directory.resolve("result.json"), story, reason);
        write(JunitReport.of(story), MarkdownReport.of(story), HtmlReport.of(story));
    }

    public void write(NoRollout ended) throws IOException {
        ResultFile.write(directory.resolve("result.json"), ended);
        write(JunitReport.of(ended), MarkdownReport.of(ended), HtmlReport.of(ended));
    }

    private void write(String junit, String markdown, String html) throws IOException {
        WholeFile.write(directory.resolve("junit.xml"), junit);
        WholeFile.write(directory.resolve("summary.md"), markdown);
        var report = Files.createDirectories(directory.resolve("report"));
        WholeFile.write(report.resolve("report.css"), style());
        WholeFile.write(report.resolve("index.html"), html);
    }

    private static String style() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IOException("report.css is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

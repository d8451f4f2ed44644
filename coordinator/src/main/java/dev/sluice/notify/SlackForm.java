package dev.sluice.notify;

import dev.sluice.message.Message;
import dev.sluice.message.MessageText;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A message for Slack: plain text, in which nothing is a mention, a link or a mark. */
final class SlackForm {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SlackForm() {}

    static String of(Message message) {
        var text = Stream.concat(Stream.of(MessageText.subject(message)), MessageText.lines(message).stream())
                .map(SlackForm::escaped)
                .collect(Collectors.joining("\n"));
        var form = MAPPER.createObjectNode()
                .put("text", text)
                .put("mrkdwn", false)
                .put("parse", "none")
                .put("link_names", false)
                .put("unfurl_links", false)
                .put("unfurl_media", false);
        return MAPPER.writeValueAsString(form);
    }

    /** The three characters that Slack reads as its own: mentions and links begin with one of them. */
    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

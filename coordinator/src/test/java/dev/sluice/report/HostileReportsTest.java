package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** What comes from hosts is text in every report. */
class HostileReportsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "]]> <error/> &lt;",
                "\u001b[31mred\u001b[0m \u0000 \u202e",
                "\u001b[8mha:AAAA\u001b[0mnote",
                "![x](https://evil/x.png) [a](https://evil) @everyone #12 `code` | cell | **bold** <img src=x>",
                "{{facts}} {{{title}}}",
                "\"onload=\"x"
            })
    void a_reason_is_text(String hostile) throws Exception {
        var ended = new NoRollout("prod/shop", "refused", 4, List.of("web01: " + hostile), hostile, Optional.empty());
        var html = HtmlReport.of(ended);
        assertFalse(html.contains("<script") || html.contains("<img") || html.contains("\"onload"), html);
        assertFalse(html.chars().anyMatch(c -> c == 0x1b || c == 0 || c == 0x202e), html);
        assertTrue(html.contains("web01: "), html);

        var xml = JunitReport.of(ended);
        var read = assertDoesNotThrow(() -> DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml))));
        assertEquals(1, read.getElementsByTagName("error").getLength());

        var markdown = MarkdownReport.of(ended);
        assertFalse(markdown.contains("<") || markdown.contains("](") || markdown.contains("://"), markdown);
        assertFalse(markdown.contains("@") || markdown.chars().anyMatch(c -> c == 0x1b), markdown);
    }
}

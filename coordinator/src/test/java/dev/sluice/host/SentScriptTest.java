package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What of a script is sent to a host. */
class SentScriptTest {
    @Test
    void comments_blank_lines_and_indentation_stay_here() {
        var script = new HostScript("look", """
                # look: prints where it is
                # values: none

                look() {
                    # a reason
                    pwd # here
                }
                look""");

        assertEquals("# look: prints where it is\nlook() {\npwd # here\n}\nlook\n", script.sent());
    }

    @Test
    void functions_that_nothing_calls_stay_here() {
        var script = new HostScript("look", """
                # look: prints where it is, and unused() is not
                unused() {
                    {
                        helper
                    }
                }
                helper() {
                    unused
                }
                ended() (
                    deeper
                )
                deeper() {
                    pwd
                }
                trap ended EXIT
                """);

        assertEquals(
                "# look: prints where it is, and unused() is not\nended() (\ndeeper\n)\ndeeper() {\npwd\n}\ntrap ended EXIT\n",
                script.sent());
    }

    /** There its indentation and its hash signs are part of a value; what a command prints is not in the script. */
    @Test
    void no_here_document_has_indentation_or_blank_lines() {
        var hereDocument = Pattern.compile("<<(\\w+)\\n(.*?)\\n\\1\\n", Pattern.DOTALL);
        for (var script : HostScripts.ALL) {
            var found = hereDocument.matcher(script.sent());
            while (found.find()) {
                var text = found.group(2);
                if (text.startsWith("$(")) {
                    continue;
                }
                assertTrue(script.text().contains(text), () -> script.name() + " has one:\n" + text);
            }
        }
    }

    @Test
    void less_than_half_of_the_scripts_is_sent() {
        int written = HostScripts.ALL.stream()
                .mapToInt(script -> script.text().length())
                .sum();
        int sent = HostScripts.ALL.stream()
                .mapToInt(script -> script.sent().length())
                .sum();
        assertTrue(sent * 2 < written, () -> sent + " of " + written);
    }
}

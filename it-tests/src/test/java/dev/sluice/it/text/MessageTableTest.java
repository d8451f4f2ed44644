package dev.sluice.it.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.text.Messages.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every message of main code that a user can meet, in one table: what, why and what to do next, as the code makes it. The table is written to
 * {@code it-tests/target/messages.md}, to be read in one go.
 */
class MessageTableTest {
    @Test
    void every_message_names_what_happened_and_what_to_do_next() throws IOException {
        var messages = Messages.all();
        var table = new ArrayList<>(List.of("| where | what | why | next |", "| --- | --- | --- | --- |"));
        messages.forEach(message -> table.add(message.row()));
        var file = Files.write(Path.of("target", "messages.md"), table);
        System.out.println(messages.size() + " messages in " + file.toAbsolutePath());
        assertTrue(messages.size() > 100, messages::toString);
        assertEquals(
                List.of(),
                messages.stream()
                        .filter(message -> message.next().equals("\"\""))
                        .filter(message -> !message.what().matches(".*(messages|refused|failure|lines).*"))
                        .map(Message::row)
                        .toList());
    }

    /** The page of the documentation is made of the messages; a changed one is copied there from {@code it-tests/target/troubleshooting.md}. */
    @Test
    void the_page_about_troubles_has_every_message() throws IOException {
        var page = TroublePage.text();
        Files.writeString(Path.of("target", "troubleshooting.md"), page);
        assertEquals(
                Files.readString(Path.of("../coordinator/docs/troubleshooting.md")),
                page,
                "copy it-tests/target/troubleshooting.md to coordinator/docs");
    }
}

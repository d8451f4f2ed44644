package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenNameTest {
    @TempDir
    private Path temporary = Path.of("");

    private Optional<String> name(String text) throws IOException {
        return new WrittenName(Files.writeString(temporary.resolve("playbook.yml"), text)).value("name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: shop | shop",
                "name:   shop-2.a_b  # of the shop | shop-2.a_b",
                "name: \"shop\" | shop",
                "name: 'shop' | shop",
            })
    void a_name_is_read_however_it_is_quoted(String line, String name) throws IOException {
        assertEquals(Optional.of(name), name("playbook: 1\n" + line + "\r\ntasks: [\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"name: | no value", "name:shop | no blank", "`  name: shop` | of something else", "name: a b | two"
            })
    void what_is_no_plain_name_is_none(String line, String why) throws IOException {
        assertEquals(Optional.empty(), name("playbook: 1\n" + line + "\n"), why);
    }

    @Test
    void a_name_that_is_written_twice_or_cannot_be_read_is_none() throws IOException {
        assertEquals(Optional.empty(), name("name: a\nname: b\n"));
        assertEquals(Optional.empty(), new WrittenName(temporary.resolve("absent.yml")).value("name"));
    }
}

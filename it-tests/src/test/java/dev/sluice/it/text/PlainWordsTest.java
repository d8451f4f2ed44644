package dev.sluice.it.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Words that programs do not do: a file contains, a command prints, a host answers. Where the field has a term, that term is used. What is
 * allowed has a reason, and an exception that is no longer needed is red too.
 */
class PlainWordsTest {
    private static final Pattern DIALECT = Pattern.compile(
            "\\b(tell|tells|told|telling|say|says|said|saying|way back|look|looks|looked|looking|stand|stands|stood"
                    + "|lies|brought|bring|brings|gets|got|put back|takes back|taken back|take back|goes on|gone on"
                    + "|going on|begun|nobody|somebody)\\b",
            Pattern.CASE_INSENSITIVE);

    /** Names of classes in the former dialect. */
    private static final Pattern NAMES = Pattern.compile(
            "\\b(Turn|Standing|Absence|Outside|Surroundings|Conclusions|Telling|TickingConsole|LineAnEvent|Breadth|Landmarks"
                    + "|SameWords|HostPhp|OneFailPoint|Occasions|Preface|Releasing|Steering|RollingBack|Converging|Pruning"
                    + "|Rotating|Adopting|Explaining|Locking|Trusting|Reporting)\\b");

    /** Exceptions by what they match in a line, with the reason. */
    private static final Map<Pattern, String> ALLOWED = allowed();

    private static Map<Pattern, String> allowed() {
        var allowed = new LinkedHashMap<Pattern, String>();
        allowed.put(
                Pattern.compile("\\bsay (ROW|OK|'?\"?ERR|READY|WORD)|^say\\(\\)"), "the host scripts' own function");
        allowed.put(Pattern.compile("\\$\\{?said\\b|\\bsaid=|! said="), "a variable of the host scripts");
        allowed.put(Pattern.compile("^look(\\(\\) \\{)?$"), "a function of assets.sh");
        allowed.put(Pattern.compile("\\$told\\b"), "a variable of the PHP file, whose bytes are on every host");
        allowed.put(Pattern.compile("not-begun"), "an error code of the host protocol, which stays");
        allowed.put(
                Pattern.compile("\"look\",|on\\(host, \"look\""), "the name of a step in records, which stay readable");
        allowed.put(Pattern.compile("stand-?ins?\\b|stands?-in"), "a stand-in is the term for a fake server");
        allowed.put(Pattern.compile("getS\\(\\)"), "a name of the JDK");
        allowed.put(Pattern.compile("\\{@code -} stands for"), "a mark has a meaning");
        return allowed;
    }

    @Test
    void main_code_resources_and_documents_use_the_words_of_the_field() throws IOException {
        var found = new ArrayList<String>();
        var used = new ArrayList<Pattern>();
        for (var file : ProjectText.files()) {
            found.addAll(dialect(file, used));
        }
        assertEquals("", String.join("\n", found), found.size() + " lines");
        for (var exception : ALLOWED.entrySet()) {
            assertTrue(used.contains(exception.getKey()), exception::toString);
        }
    }

    private static List<String> dialect(Path file, List<Pattern> used) throws IOException {
        var found = new ArrayList<String>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (!DIALECT.matcher(line).find()) {
                continue;
            }
            var rest = line.strip();
            for (var exception : ALLOWED.keySet()) {
                if (exception.matcher(rest).find()) {
                    used.add(exception);
                    rest = exception.matcher(rest).replaceAll("");
                }
            }
            if (DIALECT.matcher(rest).find()) {
                found.add(ProjectText.name(file) + ":" + number + ": " + line.strip());
            }
        }
        return found;
    }

    @Test
    void no_class_has_a_name_of_the_former_dialect() {
        var found = ProjectText.code().stream()
                .map(Path::getFileName)
                .map(String::valueOf)
                .filter(name -> NAMES.matcher(name).find())
                .toList();
        assertEquals(List.of(), found);
    }
}

package dev.sluice.it.bench;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Text that resembles source code to a compressor: words repeat, lines repeat in part, so that it becomes about a third or a quarter. */
final class SourceText {
    private static final int WORDS = 4096;
    private static final String[] SYLLABLES = {
        "ar", "be", "con", "dis", "el", "fa", "get", "hash", "in", "ju", "ki", "lo", "map", "no", "or", "pa", "que",
        "re", "set", "to", "un", "va", "wi", "xe", "you", "ze"
    };
    private static final String[] LINES = {
        "        $this->%s = %s( $%s );\n",
        "    public function %s( array $%s, $%s ) {\n",
        "        if ( $%s->%s() === '%s' ) {\n",
        "            return $this->%s[ '%s' ] ?? $%s;\n",
        "    /** @var %s %s of the %s */\n",
        "    \"%s-%s\": \"%s",
    };

    private final Random random;
    private final String[] words = new String[WORDS];

    SourceText(long seed) {
        random = new Random(seed);
        for (int i = 0; i < WORDS; i++) {
            var word = new StringBuilder();
            for (int syllables = 2 + random.nextInt(3); syllables > 0; syllables--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words[i] = word.toString();
        }
    }

    /** So many bytes of it. */
    byte[] next(int bytes) {
        var text = new StringBuilder(bytes + 100);
        while (text.length() < bytes) {
            text.append(line());
        }
        text.setLength(bytes);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** One line, as a person would write another one. */
    String line() {
        var form = LINES[random.nextInt(LINES.length)];
        if (!form.endsWith("\n")) {
            return form.formatted(word(), word(), sentence());
        }
        return form.formatted(word(), word(), word());
    }

    /** Of a message in a file of translations. */
    private String sentence() {
        var sentence = new StringBuilder(word());
        for (int more = 3 + random.nextInt(8); more > 0; more--) {
            sentence.append(' ').append(word());
        }
        return sentence.append("\",\n").toString();
    }

    /** A few words are most of what is written. */
    private String word() {
        double chance = random.nextDouble();
        return words[(int) (chance * chance * chance * WORDS)];
    }
}

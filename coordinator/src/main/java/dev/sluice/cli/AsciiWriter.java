package dev.sluice.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes each character that is not ASCII as one that is, so that columns and lines keep their width. */
final class AsciiWriter extends FilterWriter {
    /** All that Sluice itself prints; what is in a name of a file or an answer of a site becomes a question mark. */
    static final Map<Character, Character> FORMS =
            Map.of('✓', '+', '✗', 'x', '·', '-', '→', '>', '█', '#', '░', '.', '…', '~');

    AsciiWriter(Writer writer) {
        super(writer);
    }

    static char form(char character) {
        return character < 0x80 ? character : FORMS.getOrDefault(character, '?');
    }

    @Override
    public void write(int character) throws IOException {
        out.write(form((char) character));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        var ascii = new char[length];
        for (int i = 0; i < length; i++) {
            ascii[i] = form(characters[offset + i]);
        }
        out.write(ascii, 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.substring(offset, offset + length).toCharArray(), 0, length);
    }
}

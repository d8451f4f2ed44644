package dev.sluice.it.mutated;

import dev.sluice.host.AnswerMutation;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;

/** Passes a script's answer on, and changes one line of it. */
final class MutatedAnswer extends FilterOutputStream {
    private final String nonce;
    private final Random chance;
    private final Consumer<String> done;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean changed;

    /** @param done is handed what was made of which line */
    MutatedAnswer(OutputStream out, String nonce, Random chance, Consumer<String> done) {
        super(out);
        this.nonce = nonce;
        this.chance = chance;
        this.done = done;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void write(int next) throws IOException {
        if (next != '\n') {
            line.write(next);
            return;
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        passOn(text);
    }

    private void passOn(String text) throws IOException {
        var last = text.startsWith(nonce + " OK") || text.startsWith(nonce + " ERR");
        if (changed || !text.startsWith(nonce + " ") || text.endsWith(" BEGIN") || !(last || chance.nextInt(3) == 0)) {
            send(text);
            return;
        }
        changed = true;
        var mutation = mutation(text);
        for (var other : mutation.of(text, chance.nextInt(64))) {
            send(other);
        }
        done.accept(mutation + " of" + text.substring(nonce.length(), Math.min(text.length(), nonce.length() + 200)));
    }

    /** A host that never asks for its word is waited for as long as any that is silent: that is no matter of what it answers. */
    private AnswerMutation mutation(String text) {
        var all = AnswerMutation.values();
        var mutation = all[chance.nextInt(all.length)];
        var waits = mutation == AnswerMutation.LINE_MISSING
                || mutation == AnswerMutation.CUT
                || mutation == AnswerMutation.OTHER_WORD
                || mutation == AnswerMutation.MANY_LINES;
        return waits && text.endsWith(" READY") ? AnswerMutation.NUL : mutation;
    }

    private void send(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}

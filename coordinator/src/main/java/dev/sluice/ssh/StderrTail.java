package dev.sluice.ssh;

import dev.sluice.document.HarmlessText;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the end of what a host writes to standard error. Never blocks: SSHD's own threads write to it. */
final class StderrTail extends OutputStream {
    private static final int KEPT = 4096;

    private final TransferWatchdog watch;
    private byte[] kept = new byte[0];

    StderrTail(TransferWatchdog watch) {
        this.watch = watch;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        watch.progress();
        var all = Arrays.copyOf(kept, kept.length + length);
        System.arraycopy(bytes, from, all, kept.length, length);
        kept = all.length <= KEPT ? all : Arrays.copyOfRange(all, all.length - KEPT, all.length);
    }

    /** The last lines, safe to print; a line whose beginning is lost is left out. */
    synchronized String text() {
        var text = new String(kept, StandardCharsets.UTF_8);
        int firstBreak = text.indexOf('\n');
        return HarmlessText.lines(kept.length == KEPT && firstBreak >= 0 ? text.substring(firstBreak + 1) : text);
    }
}

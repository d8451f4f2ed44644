package dev.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries bytes between a channel and a process. Each side may close at any time, which ends the copying and is not an error here. */
final class Pipe {
    private static final int PIECE = 32 * 1024;

    private Pipe() {}

    /** Copies to the end. When the receiver has closed, the rest is read and dropped, so that the sender is never blocked. */
    static void copy(InputStream from, OutputStream to) {
        var piece = new byte[PIECE];
        var taken = true;
        for (int length = read(from, piece); length >= 0; length = read(from, piece)) {
            taken = taken && write(to, piece, length);
        }
    }

    static void close(OutputStream to) {
        try {
            to.close();
        } catch (IOException gone) {
            return;
        }
    }

    private static int read(InputStream from, byte[] piece) {
        try {
            return from.read(piece);
        } catch (IOException gone) {
            return -1;
        }
    }

    private static boolean write(OutputStream to, byte[] piece, int length) {
        try {
            to.write(piece, 0, length);
            to.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }
}

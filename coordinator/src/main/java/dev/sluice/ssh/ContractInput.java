package dev.sluice.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A channel's input that keeps the contract of {@link InputStream}. SSHD's own has an {@code available()} of -1 after its end, and the TLS socket
 * of the JDK reads for ever while that is not 0.
 */
final class ContractInput extends FilterInputStream {
    ContractInput(InputStream in) {
        super(in);
    }

    @Override
    public int available() throws IOException {
        return Math.max(0, super.available());
    }
}

package dev.sluice.fastcgi;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to one request.
 *
 * @param output headers and body, as in CGI (RFC 3875, section 6); the first mebibyte at most
 */
record FastCgiAnswer(String output) {
    private static final int LARGEST_OUTPUT = 1 << 20;
    private static final int END_BODY = 8;

    /**
     * Reads records until the request is ended. What PHP writes to its error stream is in the host's own log, and dropped.
     *
     * @throws java.io.EOFException when the other side closes the connection before that
     * @throws ProtocolException when it is not FastCGI, or refuses the request
     */
    static FastCgiAnswer read(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        var output = new ByteArrayOutputStream();
        while (true) {
            if (in.readUnsignedByte() != RecordType.VERSION) {
                throw new ProtocolException("what listens there does not speak FastCGI");
            }
            int type = in.readUnsignedByte();
            in.readUnsignedShort(); // the request: there is one
            int length = in.readUnsignedShort();
            int padding = in.readUnsignedByte();
            in.readUnsignedByte(); // reserved
            var content = in.readNBytes(length);
            in.skipNBytes(padding);
            if (type == RecordType.STDOUT.number()) {
                output.write(content, 0, Math.min(content.length, LARGEST_OUTPUT - output.size()));
            }
            if (type == RecordType.END_REQUEST.number()) {
                requireCompleted(content);
                return new FastCgiAnswer(output.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private static void requireCompleted(byte[] end) throws ProtocolException {
        int status = end.length == END_BODY ? end[4] : -1;
        if (status != 0) {
            throw new ProtocolException("it refused the request (protocol status " + status + ")");
        }
    }
}

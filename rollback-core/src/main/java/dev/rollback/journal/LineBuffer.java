package dev.rollback.journal;

import java.io.OutputStream;
import java.util.Arrays;

/** Lines in memory, each with the checksum of what was written to it in front. Takes no lock, unlike the JDK's. */
final class LineBuffer extends OutputStream {

    private byte[] bytes = new byte[1024];
    private int size;
    private int line;

    void clear() {
        size = 0;
    }

    void beginLine() {
        line = size;
        reserve(Checksum.HEAD);
        size += Checksum.HEAD;
    }

    void endLine() {
        int body = line + Checksum.HEAD;
        Checksum.write(Checksum.of(bytes, body, size - body), bytes, line);
        write('\n');
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        reserve(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}

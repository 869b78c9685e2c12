package dev.rollback.journal;

import java.io.ByteArrayOutputStream;

/** Lines in memory, each with the checksum of what was written to it in front. */
final class LineBuffer extends ByteArrayOutputStream {

    private int line;

    LineBuffer() {
        super(1024);
    }

    void clear() {
        reset();
        line = 0;
    }

    void beginLine() {
        line = size();
        for (int i = 0; i < Checksum.HEAD; i++) {
            write(' ');
        }
    }

    void endLine() {
        int body = line + Checksum.HEAD;
        Checksum.write(Checksum.of(buf, body, count - body), buf, line);
        write('\n');
    }

    byte[] bytes() {
        return toByteArray();
    }
}

package dev.rollback;

import dev.rollback.target.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a stream to its end on a thread of its own, so that its writer is never held up, and keeps the last of it. */
final class Tail {

    private final byte[] ring = new byte[Processes.MAX_OUTPUT];
    private final Thread reader;
    private long read;

    private Tail(InputStream stream) {
        this.reader = new Thread(() -> drain(stream), "rollback-process-output");
        reader.setDaemon(true);
    }

    static Tail of(InputStream stream) {
        Tail tail = new Tail(stream);
        tail.reader.start();
        return tail;
    }

    private void drain(InputStream stream) {
        byte[] chunk = new byte[8 << 10];
        try (stream) {
            for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
                keep(chunk, length);
            }
        } catch (IOException e) {
            // The process was killed: what came before that is kept.
            return;
        }
    }

    private synchronized void keep(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (read++ % ring.length)] = chunk[i];
        }
    }

    /**
     * The last of it. Something that the process left running may hold the stream open, so its end is awaited only so long.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    String text(Duration patience) throws InterruptedException {
        reader.join(patience.toMillis());
        return kept();
    }

    private synchronized String kept() {
        int length = (int) Math.min(read, ring.length);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((read - length + i) % ring.length)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

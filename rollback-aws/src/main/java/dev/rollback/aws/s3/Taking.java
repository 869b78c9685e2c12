package dev.rollback.aws.s3;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Takes what a window of the ledger has left to do, as far as a chunk has time. */
final class Taking implements Iterator<Deed> {

    private final Window window;
    private final Chunk chunk;
    private int taken;

    Taking(Window window, Chunk chunk) {
        this.window = window;
        this.chunk = chunk;
    }

    @Override
    public boolean hasNext() {
        return taken < window.items().size() && chunk.hasRoom();
    }

    @Override
    public Deed next() {
        if (!hasNext()) {
            throw new NoSuchElementException("nothing more to take for now");
        }
        return window.items().get(taken++).deed();
    }

    /** The line to go on from. */
    long line() {
        return taken < window.items().size() ? window.items().get(taken).line() : window.end();
    }

    /** Whether the ledger has nothing more. */
    boolean isDone() {
        return taken == window.items().size() && window.isLast();
    }
}

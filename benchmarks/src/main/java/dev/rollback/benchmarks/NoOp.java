package dev.rollback.benchmarks;

/** Work that is none: a write that no compiler takes away. */
final class NoOp implements Runnable {

    private volatile int seen;

    @Override
    public void run() {
        seen = 1;
    }

    int seen() {
        return seen;
    }
}

package dev.rollback.testkit;

/** Where one rehearsal takes place. Used by one thread. */
public final class Stage {
    private final FakeAws world;
    private boolean previewing;

    Stage(FakeAws world) {
        this.world = world;
    }

    /** The world. */
    public FakeAws world() {
        return world;
    }

    /** Whether only a preview was asked for so far. */
    public boolean isPreviewing() {
        return previewing;
    }

    void previewing(boolean on) {
        previewing = on;
    }
}

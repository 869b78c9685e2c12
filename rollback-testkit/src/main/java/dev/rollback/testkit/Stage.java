package dev.rollback.testkit;

import dev.rollback.Preview;
import dev.rollback.StepPreview;
import dev.rollback.target.TargetId;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where one rehearsal takes place. Used by one thread. */
public final class Stage {
    private final FakeAws world;
    private final SortedMap<TargetId, String> before = new TreeMap<>();
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

    /** Notes how the targets of a preview stand. */
    void found(Preview preview) {
        Truth truth = new Truth(world);
        for (StepPreview step : preview.steps()) {
            TargetId target = step.subject();
            if (target != null) {
                before.put(target, truth.state(target));
            }
        }
    }

    /** How each target stood when the run was about to begin. */
    SortedMap<TargetId, String> before() {
        return before;
    }
}

package dev.rollback;

import java.util.SortedMap;
import java.util.TreeMap;

/** What may be said of a checkpoint that is taken: {@code engine.capture(capture -> capture.pin(), api, database)}. Not thread-safe. */
public final class CaptureOptions {

    private final SortedMap<String, String> notes = new TreeMap<>();
    private boolean pinned;

    CaptureOptions() {}

    /**
     * Keeps what a rollback will need from being deleted, where a target can: the image of an ECS service by a tag of its own. The one thing of a capture that writes: a run of its own in the
     * journal. What could not be pinned is among the warnings of the checkpoint.
     */
    public CaptureOptions pin() {
        pinned = true;
        return this;
    }

    /** Keeps a text with the checkpoint: the release, the ticket. No secrets. */
    public CaptureOptions note(String key, String text) {
        if (key.isBlank()) {
            throw new IllegalArgumentException(
                    "A note of a checkpoint has no key, got \"" + key + "\": give it one, it is found by that.");
        }
        notes.put(key, text);
        return this;
    }

    boolean isPinned() {
        return pinned;
    }

    SortedMap<String, String> notes() {
        return notes;
    }
}

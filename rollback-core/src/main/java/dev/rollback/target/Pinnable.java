package dev.rollback.target;

import java.util.List;

/** A target whose versions need something that is deleted by rules of its own: images by a lifecycle policy, older objects, backups. */
public interface Pinnable {

    /** What will delete what a version needs, and when. Reads only. */
    List<Finding> perils(Version version, Look look);

    /**
     * Keeps what a version needs from being deleted, as far as that can be done, and does nothing where nothing can. The one thing of a checkpoint that writes. Safe to repeat.
     *
     * @param checkpoint the id of the checkpoint, to name what is kept after
     * @return what was done, for people; empty if nothing
     */
    List<String> pin(Version version, String checkpoint, Look look);
}

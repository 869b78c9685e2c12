package dev.rollback.target;

/** A target whose versions need something that rules of its own may delete, and that can be kept from that: images of a registry. */
public interface Pinnable {

    /**
     * An action that keeps what a version needs from being deleted, as far as that can be done. Safe to repeat.
     *
     * @param version a version that was captured
     * @param checkpoint the id of the checkpoint, to name what is kept after
     */
    Action pinning(Version version, String checkpoint);
}

package dev.rollback.target;

/**
 * One permission that a target needs. Immutable.
 *
 * @param action the action as policies name it, for example {@code ecs:UpdateService}
 * @param resource the resource it is needed on, an ARN or {@code *}
 * @param use when it is needed
 */
public record Permission(String action, String resource, Use use) {

    /** When a permission is needed. */
    public enum Use {
        /** To look: preview and progress. */
        PREVIEW,
        /** To change: nothing in a preview needs it. */
        EXECUTE
    }
}

package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * Tells a deployment that went back from one that went on. A person who rolls back by hand leaves no mark but this: what followed is older.
 */
final class RolledAway {

    private final Definitions definitions;
    private final Look look;

    RolledAway(Definitions definitions, Look look) {
        this.definitions = definitions;
        this.look = look;
    }

    /**
     * Why a revision counts as rolled away from; empty if it does not.
     *
     * @param successor what took its place
     * @param left the revision in question
     * @param before deployments older than it
     */
    Optional<String> toward(ServiceRevision successor, ServiceRevision left, List<Deployed> before) {
        boolean back = isLowerNumber(successor, left) || before.stream().anyMatch(old -> isSame(successor, left, old));
        return back
                ? Optional.of("it was rolled away from: what followed it, "
                        + Definition.shortName(successor.taskDefinition()) + ", is older")
                : Optional.empty();
    }

    private static boolean isLowerNumber(ServiceRevision successor, ServiceRevision left) {
        String to = successor.taskDefinition();
        String from = left.taskDefinition();
        return Definition.family(to).equals(Definition.family(from))
                && Definition.revision(to) < Definition.revision(from);
    }

    private boolean isSame(ServiceRevision successor, ServiceRevision left, Deployed old) {
        ServiceRevision target = old.target();
        if (target == null || !old.isSuccessful() || Deployed.key(target).equals(Deployed.key(left))) {
            return false;
        }
        return target.serviceRevisionArn().equals(successor.serviceRevisionArn())
                || Deployed.key(target).equals(Deployed.key(successor))
                || isCopy(successor, target, left);
    }

    /** A pinned copy of an older definition has another number, and the digests that the older one ran. */
    private boolean isCopy(ServiceRevision successor, ServiceRevision old, ServiceRevision left) {
        Digests digests = Digests.recorded(successor.containerImages());
        return !digests.isEmpty()
                && digests.equals(Digests.recorded(old.containerImages()))
                && !digests.equals(Digests.recorded(left.containerImages()))
                && content(successor).equals(content(old));
    }

    private String content(ServiceRevision revision) {
        return definitions
                .remembered(revision.taskDefinition(), look)
                .found()
                .map(definition -> definition.content(Digests.recorded(revision.containerImages())))
                .orElseGet(() -> Deployed.key(revision));
    }
}

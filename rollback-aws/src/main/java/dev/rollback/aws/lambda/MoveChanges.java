package dev.rollback.aws.lambda;

import dev.rollback.target.PastChange;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The moves of an alias as changes, newest first. Reads one move further than it is asked for, and the labels of what it shows. */
final class MoveChanges implements Iterator<PastChange> {

    private static final String SOURCE = "CloudTrail";

    private final TrailMoves moves;
    private final Versions versions;

    private MoveChanges(TrailMoves moves, Versions versions) {
        this.moves = moves;
        this.versions = versions;
    }

    static Stream<PastChange> of(TrailMoves moves, Versions versions) {
        int character = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new MoveChanges(moves, versions), character), false);
    }

    /**
     * Whether CloudTrail shows an older move.
     *
     * @throws TargetException when there was no time to find out: what is missing must not look as if there was nothing
     */
    @Override
    public boolean hasNext() {
        boolean more = moves.peek().isPresent();
        if (!more && moves.isCutShort()) {
            throw TargetException.of(
                    TargetException.Kind.TRANSIENT, "CloudTrail has more events than could be read in time");
        }
        return more;
    }

    @Override
    public PastChange next() {
        Move move = moves.peek().orElseThrow(() -> new NoSuchElementException("no older move is known"));
        moves.next();
        String from = move.creates() ? "" : before().map(this::title).orElse("");
        return new PastChange(move.at(), from, title(move.routing()), move.by(), SOURCE);
    }

    private Optional<Routing> before() {
        return moves.peek().map(Move::routing);
    }

    private String title(Routing routing) {
        return versions.of(routing, Tenure.unknown(SOURCE)).title();
    }
}

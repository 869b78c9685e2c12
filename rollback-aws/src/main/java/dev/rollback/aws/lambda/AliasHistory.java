package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What an alias has served, newest first. Lambda keeps no history of aliases, so CloudTrail tells it; what CloudTrail does not tell is guessed
 * from the order of version numbers, and marked so.
 */
final class AliasHistory implements Iterator<Version> {

    /** CloudTrail shows a call so much later at most, as a rule. */
    static final Duration LAG = Duration.ofMinutes(15);

    private static final String TRAIL = "CloudTrail";
    private static final String ORDER = "order of versions only";

    private final LambdaCalls calls;
    private final Look look;
    private final TrailMoves moves;
    private final Versions versions;
    private final AliasState now;
    private final boolean mixtures;
    private final Deque<Version> ready = new ArrayDeque<>();

    private @Nullable Iterator<String> guesses;
    private String whyGuessed = "CloudTrail shows no earlier move within its 90 days";
    private boolean started;
    private boolean complete;

    /** Where the newer of two neighbours began: the end of the older. */
    private Instant end;

    /** The newer plain version, to see whether the older one was rolled away from. */
    private @Nullable Routing newer;

    private boolean broken;

    /** The oldest version that was seen to serve; guesses go on below it. */
    private long oldest;

    private AliasHistory(LambdaCalls calls, TrailMoves moves, Look look, boolean mixtures) {
        this.calls = calls;
        this.look = look;
        this.moves = moves;
        this.versions = new Versions(calls, look);
        this.now = calls.alias(look);
        this.mixtures = mixtures;
        this.end = look.now();
    }

    /** The versions that got all of the traffic, after what serves now. A canary is no release that one goes back to. */
    static Stream<Version> of(LambdaCalls calls, TrailMoves moves, Look look) {
        return stream(new AliasHistory(calls, moves, look, false));
    }

    /** The same with the mixtures of canaries between them. */
    static Stream<Version> withMixtures(LambdaCalls calls, TrailMoves moves, Look look) {
        return stream(new AliasHistory(calls, moves, look, true));
    }

    private static Stream<Version> stream(AliasHistory history) {
        int character = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(history, character), false);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !(complete || (guesses != null && !guesses.hasNext()))) {
            prepare();
        }
        return !ready.isEmpty();
    }

    @Override
    public Version next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no older version is known");
        }
        return ready.remove();
    }

    private void prepare() {
        if (guesses != null) {
            guess(guesses.next());
        } else if (!started) {
            started = true;
            oldest = firstNotGuessed(now.routing());
            present();
        } else {
            past();
        }
    }

    /** What serves now. If the newest move leads elsewhere, the last one is too young for CloudTrail, and that move's version is the previous. */
    private void present() {
        Optional<Move> last = newestMove();
        boolean shown = last.isPresent() && isWhere(last.get().routing(), now.routing());
        if (shown) {
            Instant since = startOf(last.get());
            ready.add(versions.of(now.routing(), Tenure.since(since, TRAIL)));
            end = since;
        } else {
            String source = last.isPresent() ? "CloudTrail does not show the last move yet" : "GetAlias";
            ready.add(versions.of(now.routing(), Tenure.unknown(source)));
            end = last.map(move -> later(move.at(), look.now().minus(LAG))).orElse(end);
        }
        newer = now.routing().isPlain() ? now.routing() : null;
    }

    /** With provisioned concurrency Lambda adds weights of its own for a while; the alias then points where the move led. */
    private static boolean isWhere(Routing moved, Routing now) {
        return moved.equals(now)
                || (moved.isPlain()
                        && moved.version().equals(now.version())
                        && now.weights().containsValue(1.0));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void past() {
        Optional<Move> move = newestMove();
        if (move.isEmpty()) {
            startGuessing();
            return;
        }
        Routing routing = move.get().routing();
        Instant start = startOf(move.get());
        if (mixtures || routing.isPlain()) {
            ready.add(withReturn(routing, versions.of(routing, Tenure.between(start, end, TRAIL))));
        }
        newer = routing.isPlain() ? routing : newer;
        oldest = firstNotGuessed(routing);
        end = start;
    }

    /** Moves that led to the same place are one stay; takes them all and answers when the oldest of them was. */
    private Instant startOf(Move last) {
        Move first = last;
        Optional<Move> older = Optional.of(last);
        while (older.isPresent() && older.get().routing().equals(last.routing())) {
            first = older.get();
            moves.next();
            older = first.creates() ? Optional.empty() : newestMove();
        }
        complete = first.creates();
        return first.at();
    }

    private Version withReturn(Routing routing, Version version) {
        boolean counts = routing.isPlain() && routing.isPublished() && version.standing() == Standing.PROVEN;
        return counts && newer != null && number(newer.version()) < number(routing.version())
                ? version.standing(
                        Standing.SUSPECT, "the alias was moved back from " + routing + " to " + newer + " at " + end)
                : version;
    }

    private Optional<Move> newestMove() {
        return broken ? Optional.empty() : readNewestMove();
    }

    private Optional<Move> readNewestMove() {
        Looked<Optional<Move>> looked = Looked.at(look, moves::peek);
        if (looked.failure().isPresent()) {
            broken = true;
            whyGuessed =
                    "CloudTrail could not be read: " + looked.failure().get().getMessage();
        } else if (moves.isCutShort()) {
            whyGuessed = "CloudTrail has more events than could be read in time";
        }
        return looked.answer().flatMap(move -> move);
    }

    private void startGuessing() {
        guesses = calls.published(look).stream()
                .filter(number -> number(number) < oldest)
                .iterator();
    }

    private void guess(String number) {
        Version version = versions.of(Routing.to(number), Tenure.unknown(ORDER));
        boolean usable = version.standing().compareTo(Standing.UNUSABLE) < 0;
        ready.add(usable ? version.standing(Standing.UNPROVEN, ORDER + "; " + whyGuessed) : version);
    }

    /** Of a mixture the lower number is as a rule the older release, and may be guessed. */
    private static long firstNotGuessed(Routing routing) {
        long lowest = routing.versions().stream()
                .mapToLong(AliasHistory::number)
                .min()
                .orElse(Long.MAX_VALUE);
        return routing.isPlain() ? lowest : lowest + 1;
    }

    private static long number(String version) {
        return version.matches("\\d+") ? Long.parseLong(version) : Long.MAX_VALUE;
    }
}

package dev.rollback.aws.appconfig;

import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
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

/** The deployments of an environment, newest first, read page by page as they are wanted. */
final class Deployments {

    private final AppConfigCalls calls;
    private final Place place;
    private final Look look;

    Deployments(AppConfigCalls calls, Place place, Look look) {
        this.calls = calls;
        this.place = place;
        this.look = look;
    }

    /** Of all profiles, as lists show them. */
    Stream<Deployment> all() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Pages(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Of this profile alone, in full, each in a state that is known: what clients get is told by the newest ones, so none of them may be passed over.
     *
     * @throws TargetException of kind {@code TRANSIENT}, as the stream is read, at one whose state is not known
     */
    Stream<Deployment> ofProfile() {
        return asShown().peek(this::requireKnown);
    }

    private void requireKnown(Deployment deployment) {
        if (!deployment.isKnown()) {
            throw TargetException.of(
                    TargetException.Kind.TRANSIENT,
                    "AppConfig shows " + deployment + " of " + place.about().name() + " in state \""
                            + deployment.state()
                            + "\": expected one that is known here, so what clients get cannot be told. It is asked again;"
                            + " if that goes on, look at it in AppConfig's console.");
        }
    }

    /** Of this profile alone, in full, in whatever state. A list tells only the profile's name, so those of that name are asked for. */
    Stream<Deployment> asShown() {
        return all().filter(one -> one.about().profile().equals(place.about().name()))
                .flatMap(one -> calls.deployment(look, place, one.number()).stream());
    }

    /** The one that goes on in the environment, of whichever profile: there is one at most. */
    Optional<Deployment> open() {
        return all().limit(1).filter(Deployment::isOpen).findFirst();
    }

    /** The newest complete one of this profile: what clients get. */
    Optional<Deployment> effective() {
        return ofProfile().filter(Deployment::isComplete).findFirst();
    }

    private final class Pages implements Iterator<Deployment> {
        private final Deque<Deployment> read = new ArrayDeque<>();
        private @Nullable String token;
        private boolean begun;

        @Override
        public boolean hasNext() {
            while (read.isEmpty() && (!begun || token != null)) {
                AppConfigCalls.DeploymentPage page = calls.deployments(look, place, token);
                begun = true;
                token = page.next() == null || page.next().isEmpty() ? null : page.next();
                read.addAll(page.deployments());
            }
            return !read.isEmpty();
        }

        @Override
        public Deployment next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return read.remove();
        }
    }
}

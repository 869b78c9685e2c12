package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;

/**
 * All that a service has served: its deployment history, and only where that offers nothing to go back to, weaker evidence marked as such. In
 * order: deployments that still run beside the newest, then the numbers of the family's definitions.
 */
final class Past {

    private static final String NO_HISTORY = "the service's deployment history has nothing to go back to";

    private final EcsCalls calls;
    private final Definitions definitions;
    private final Versions versions;
    private final Images images;

    Past(EcsCalls calls, Definitions definitions, Versions versions, Images images) {
        this.calls = calls;
        this.definitions = definitions;
        this.versions = versions;
        this.images = images;
    }

    /** The past of a service, newest first, read as far as it is asked for. */
    Stream<Version> of(Seen seen, Look look) {
        Version current = versions.current(seen, look);
        Telling telling = new Telling(
                new History(new Feed(calls, look), versions, new RolledAway(definitions, look), look),
                () -> weaker(seen, current, look),
                version -> usable(version, current, look),
                current);
        Iterable<Version> lazily = () -> telling;
        return StreamSupport.stream(lazily.spliterator(), false);
    }

    /** A version whose images are gone cannot be gone back to. The one that serves needs no proof. */
    private Version usable(Version version, Version current, Look look) {
        if (version.standing() != Standing.PROVEN || version.sameContent(current)) {
            return version;
        }
        Optional<Definition> definition = definitions
                .remembered(version.facts().getOrDefault(Facts.DEFINITION, version.id()), look)
                .found();
        return definition
                .flatMap(found -> lost(found, version, look))
                .map(lost -> version.standing(Standing.UNUSABLE, "image " + lost.image() + " is gone: " + lost.why()))
                .orElse(version);
    }

    /** What the registry does not say now is found out by the check. */
    private Optional<Images.Fate> lost(Definition definition, Version version, Look look) {
        try {
            return images.fates(definition, Digests.of(version), look).stream()
                    .filter(Images.Fate::isLost)
                    .findFirst();
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    private Iterator<Version> weaker(Seen seen, Version current, Look look) {
        Stream<Version> beside = seen.others().stream()
                .sorted(Comparator.comparing(Seen::began).reversed())
                .map(deployment -> beside(deployment, seen, look));
        Stream<Version> numbers = Stream.of(seen.definition())
                .flatMap(definition -> lowerNumbers(definition, look))
                .map(arn -> byNumber(arn, look));
        return Stream.concat(beside, numbers)
                .filter(version -> !version.sameContent(current))
                .iterator();
    }

    private Version beside(Deployment deployment, Seen seen, Look look) {
        Tenure tenure = new Tenure(
                deployment.createdAt(),
                seen.primary().map(Deployment::createdAt).orElse(null),
                "deployments of the service");
        return unproven(
                versions.of(deployment.taskDefinition(), tenure, look),
                "known only from an open deployment: " + NO_HISTORY);
    }

    private Stream<String> lowerNumbers(String definition, Look look) {
        int now = Definition.revision(definition);
        return Gaps.seen(() -> calls.newestDefinitions(Definition.family(definition), look)).orElse(List.of()).stream()
                .filter(arn -> Definition.revision(arn) < now);
    }

    private Version byNumber(String arn, Look look) {
        return unproven(
                versions.of(arn, Tenure.unknown("order of revisions only"), look),
                "order of revisions only: " + NO_HISTORY);
    }

    private static Version unproven(Version version, String why) {
        return version.standing() == Standing.UNUSABLE ? version : version.standing(Standing.UNPROVEN, why);
    }

    /** Tells the history; then, if it offered nothing to go back to, the current version and the weaker evidence. */
    private static final class Telling implements Iterator<Version> {
        private final History history;
        private final Supplier<Iterator<Version>> fallback;
        private final UnaryOperator<Version> usable;
        private final Version current;
        private @Nullable Version ahead;
        private @Nullable Iterator<Version> weaker;
        private boolean told;
        private boolean offered;
        private boolean historyEnded;

        Telling(History history, Supplier<Iterator<Version>> fallback, UnaryOperator<Version> usable, Version current) {
            this.history = history;
            this.fallback = fallback;
            this.usable = usable;
            this.current = current;
        }

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = historyEnded ? afterHistory() : fromHistory();
            }
            return ahead != null;
        }

        @Override
        public Version next() {
            if (!hasNext() || ahead == null) {
                throw new NoSuchElementException();
            }
            Version next = ahead;
            ahead = null;
            return next;
        }

        private @Nullable Version fromHistory() {
            Optional<Version> next =
                    Gaps.seen(history::next).orElse(Optional.empty()).map(usable);
            if (next.isEmpty()) {
                historyEnded = true;
                return afterHistory();
            }
            told = true;
            offered |= next.get().standing().compareTo(Standing.UNPROVEN) <= 0
                    && !next.get().sameContent(current);
            return next.get();
        }

        private @Nullable Version afterHistory() {
            if (offered) {
                return null;
            }
            if (!told) {
                told = true;
                return current;
            }
            if (weaker == null) {
                weaker = fallback.get();
            }
            return weaker.hasNext() ? weaker.next() : null;
        }
    }
}

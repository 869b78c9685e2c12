package dev.rollback.aws.ecs;

import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out how a version is to be deployed: by its definition as it is, or by a copy of it that has to be registered first. */
final class Goals {

    private static final int COPIES_LOOKED_AT = 5;

    private final EcsCalls calls;
    private final Definitions definitions;
    private final Images images;

    Goals(EcsCalls calls, Definitions definitions, Images images) {
        this.calls = calls;
        this.definitions = definitions;
        this.images = images;
    }

    /**
     * How a version is to be deployed.
     *
     * @param definition the definition's ARN
     * @param found the definition, or null when it cannot be seen
     * @param digests the images that were recorded for it
     * @param copyBecause why a copy has to be registered, with the images pinned; empty if the definition can be used as it is
     * @param gone whether the definition is certainly not there any more
     */
    record Goal(String definition, @Nullable Definition found, Digests digests, String copyBecause, boolean gone) {

        /** Whether a copy is needed and cannot be made, because the definition cannot be seen. */
        boolean lacksOriginal() {
            return !copyBecause.isEmpty() && found == null;
        }

        /** The definition to copy; empty if the definition can be used as it is. */
        Optional<Definition> toCopy() {
            return copyBecause.isEmpty() ? Optional.empty() : Optional.ofNullable(found);
        }

        String title() {
            return Definition.shortName(definition);
        }
    }

    /** How the wanted version of a change is to be deployed, as things stand now. */
    Goal of(Change change, Look look) {
        return of(change, true, look);
    }

    /** As {@link #of(Change, Look)}, without asking the registry: a tag counts as not moved. */
    Goal withoutRegistry(Change change, Look look) {
        return of(change, false, look);
    }

    private Goal of(Change change, boolean askRegistry, Look look) {
        String arn = definition(change.to());
        Definitions.Sought sought = definitions.fresh(arn, look);
        Digests digests = Digests.of(change.to());
        String why = asked(change)
                .or(() -> sought.found().flatMap(Goals::inactive))
                .or(() -> sought.found().filter(found -> askRegistry).flatMap(found -> moved(found, digests, look)))
                .orElse("");
        return new Goal(arn, sought.definition(), digests, why, sought.gone());
    }

    /** The ARN of a version's definition. */
    static String definition(Version version) {
        return version.facts().getOrDefault(Facts.DEFINITION, version.id());
    }

    private static Optional<String> asked(Change change) {
        return Optional.ofNullable(change.to().facts().get(Facts.REGISTER)).or(() -> otherImages(change));
    }

    private static Optional<String> inactive(Definition found) {
        return found.isActive()
                ? Optional.empty()
                : Optional.of(found.title() + " is " + found.task().statusAsString());
    }

    private static Optional<String> otherImages(Change change) {
        boolean same = Seen.sameDefinition(definition(change.from()), definition(change.to()));
        boolean isOpen = change.from().facts().containsKey(Facts.BESIDE);
        return same && !isOpen && !change.isEmpty()
                ? Optional.of("the service runs other images under the same definition")
                : Optional.empty();
    }

    private Optional<String> moved(Definition found, Digests digests, Look look) {
        String names = String.join(", ", images.moved(found, digests, look).keySet());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("the image tag of " + names + " means another image by now");
    }

    /** An active copy that was registered already: by an attempt of which the answer was lost, or by an earlier rollback. */
    Optional<String> copyOf(Definition original, Digests digests, Look look) {
        String content = original.content(digests);
        return Gaps.seen(() -> calls.newestDefinitions(Definition.family(original.arn()), look)).stream()
                .flatMap(arns -> arns.stream().limit(COPIES_LOOKED_AT))
                .flatMap(arn -> definitions.fresh(arn, look).found().stream())
                .filter(Definition::isActive)
                .filter(copy -> copy.content(Digests.none()).equals(content))
                .map(Definition::arn)
                .findFirst();
    }
}

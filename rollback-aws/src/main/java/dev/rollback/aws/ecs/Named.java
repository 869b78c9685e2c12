package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * Versions that a person names: by task definition (ARN, {@code family:revision}, or the number alone), by service revision ARN, or by an image
 * ({@code image:TAG}, {@code image:CONTAINER=TAG}, a digest in place of the tag).
 */
final class Named {

    /** What names an image begins with this. */
    static final String IMAGE = "image:";

    private static final int HISTORY = 40;

    private final Parts parts;
    private final Past past;

    Named(Parts parts, Past past) {
        this.parts = parts;
        this.past = past;
    }

    /** The version of that name; empty if there is none. */
    Optional<Version> of(String id, Seen seen, Look look) {
        if (id.startsWith(IMAGE)) {
            return image(id.substring(IMAGE.length()), seen, look);
        }
        if (id.contains(":service-revision/")) {
            return revision(id, seen, look);
        }
        String definition = id.matches("\\d{1,9}") ? Definition.family(seen.definition()) + ":" + id : id;
        return Definition.revision(definition) > 0 ? definition(definition, seen, look) : Optional.empty();
    }

    private Optional<Version> definition(String name, Seen seen, Look look) {
        Optional<Version> served = past(seen, look)
                .filter(version -> Seen.sameDefinition(Goals.definition(version), name))
                .findFirst();
        return served.isPresent()
                ? served
                : parts.definitions()
                        .fresh(name, look)
                        .found()
                        .map(found -> Versions.of(found, Digests.none(), Tenure.unknown("named")))
                        .map(version ->
                                version.standing(Standing.UNPROVEN, "it is not in the service's deployment history"));
    }

    private Stream<Version> past(Seen seen, Look look) {
        return past.of(seen, look).limit(HISTORY);
    }

    private Optional<Version> revision(String arn, Seen seen, Look look) {
        Optional<Version> served = past(seen, look)
                .filter(version -> arn.equals(version.facts().get(Facts.REVISION)))
                .findFirst();
        if (served.isPresent()) {
            return served;
        }
        Map<String, ServiceRevision> found =
                Gaps.seen(() -> parts.calls().revisions(List.of(arn), look)).orElseGet(TreeMap::new);
        return Optional.ofNullable(found.get(arn))
                .map(revision -> parts.versions().of(revision, Tenure.unknown("named"), look))
                .map(version -> version.standing(Standing.UNPROVEN, "it is not in the service's deployment history"));
    }

    /** The current definition with another image, pinned by digest. */
    private Optional<Version> image(String text, Seen seen, Look look) {
        int equals = text.indexOf('=');
        String only = equals < 0 ? "" : text.substring(0, equals);
        String tagOrDigest = text.substring(equals + 1);
        return parts.definitions()
                .fresh(seen.definition(), look)
                .found()
                .flatMap(base -> image(base, only, tagOrDigest, seen, look));
    }

    private Optional<Version> image(Definition base, String only, String tagOrDigest, Seen seen, Look look) {
        Version current = parts.versions().current(seen, look);
        Digests digests = Digests.of(current);
        List<ContainerDefinition> changed = new ArrayList<>();
        String digest = "";
        for (ContainerDefinition container : base.containers()) {
            ImageRef repository = ImageRef.parse(String.valueOf(container.image()));
            Optional<String> found = only.isEmpty() || only.equals(container.name())
                    ? parts.images().digest(repository, tagOrDigest, look)
                    : Optional.empty();
            if (found.isPresent()) {
                digest = found.get();
                digests = digests.with(container.name(), digest);
                changed.add(container);
            }
        }
        requireOne(changed, tagOrDigest);
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        version(base, digests, changed, (only.isEmpty() ? "" : only + "=") + digest, tagOrDigest));
    }

    private static void requireOne(List<ContainerDefinition> changed, String tagOrDigest) {
        List<String> repositories = changed.stream()
                .map(container -> ImageRef.parse(container.image()).repository())
                .distinct()
                .toList();
        if (repositories.size() > 1) {
            throw TargetException.invalid("Image \"" + tagOrDigest + "\" is in several repositories of the task"
                    + " definition: " + String.join(", ", repositories)
                    + ", expected one. Say for which container: toImage(container, tagOrDigest).");
        }
    }

    private static Version version(
            Definition base, Digests digests, List<ContainerDefinition> changed, String id, String tagOrDigest) {
        Version like = Versions.of(base, digests, Tenure.unknown("named image"));
        Version version = new Version(
                        IMAGE + id,
                        like.content(),
                        like.tenure(),
                        Standing.UNPROVEN,
                        ImageRef.isDigest(tagOrDigest) ? "" : tagOrDigest,
                        like.facts())
                .fact(Version.WHY, "it is an image that was named, on top of " + base.title())
                .fact(Facts.REGISTER, "image " + tagOrDigest + " was asked for");
        for (ContainerDefinition container : changed) {
            String repository = ImageRef.parse(container.image()).repository();
            String separator = ImageRef.isDigest(tagOrDigest) ? "@" : ":";
            version = version.fact(Facts.IMAGE + container.name(), repository + separator + tagOrDigest);
        }
        return version;
    }
}

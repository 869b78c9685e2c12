package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** A function with its versions, aliases and provisioned concurrency. */
final class StoredFunction {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final FakeAccount account;
    private final String name;
    private final StoredVersion latest;
    private final SortedMap<Long, StoredVersion> published = new TreeMap<>();
    private final SortedMap<String, StoredAlias> aliases = new TreeMap<>();
    private final SortedMap<String, Provision> provisions = new TreeMap<>();
    private final Set<String> badCode = new TreeSet<>();
    private final Surroundings surroundings = new Surroundings();
    private long highest;
    private @Nullable FunctionConfiguration publishedFrom;

    StoredFunction(FakeAccount account, String name, FunctionConfiguration configuration, Instant active) {
        this.account = account;
        this.name = name;
        this.latest = new StoredVersion(configuration, new VersionState(active));
    }

    String name() {
        return name;
    }

    String arn() {
        return account.arn("lambda", "function:" + name);
    }

    String arn(String qualifier) {
        return arn() + ":" + qualifier;
    }

    StoredVersion latest() {
        return latest;
    }

    SortedMap<String, StoredAlias> aliases() {
        return aliases;
    }

    SortedMap<String, Provision> provisions() {
        return provisions;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Returns the unpublished version, then the published ones, oldest first. */
    List<StoredVersion> versions() {
        List<StoredVersion> all = new ArrayList<>();
        all.add(latest);
        all.addAll(published.values());
        return all;
    }

    /** Returns a version by number or {@code $LATEST}, null if it is not there. */
    @Nullable
    StoredVersion find(String version) {
        if (FunctionRef.isLatest(version)) {
            return latest;
        }
        return NUMBER.matcher(version).matches() ? published.get(Long.valueOf(version)) : null;
    }

    StoredVersion version(String version) {
        StoredVersion found = find(version);
        if (found == null) {
            throw LambdaErrors.functionNotFound(arn(version));
        }
        return found;
    }

    StoredAlias alias(String alias) {
        StoredAlias found = aliases.get(alias);
        if (found == null) {
            throw LambdaErrors.notFound("Cannot find alias arn: " + arn(alias));
        }
        return found;
    }

    /** Returns the version that a qualifier stands for, through its alias if it is one. */
    StoredVersion resolve(String qualifier) {
        if (FunctionRef.isVersion(qualifier)) {
            return version(qualifier);
        }
        StoredAlias alias = aliases.get(qualifier);
        if (alias == null) {
            throw LambdaErrors.functionNotFound(arn(qualifier));
        }
        return version(alias.version());
    }

    /** Numbers are never used again, also not those of deleted versions. */
    long nextNumber() {
        return highest + 1;
    }

    void put(StoredVersion version) {
        long number = Long.parseLong(version.number());
        highest = Math.max(highest, number);
        published.put(number, version);
    }

    void delete(String version) {
        published.remove(Long.valueOf(version));
    }

    /** Returns the newest version if the unpublished one has not changed since, else null. */
    @Nullable
    StoredVersion unchangedSincePublished() {
        return content(latest.configuration()).equals(publishedFrom) ? published.get(highest) : null;
    }

    void rememberPublished() {
        publishedFrom = content(latest.configuration());
    }

    private static FunctionConfiguration content(FunctionConfiguration configuration) {
        return configuration.toBuilder().revisionId(null).lastModified(null).build();
    }

    void markBad(String version) {
        badCode.add(version(version).code());
    }

    /** Whether a version would serve users well now: there, active, and of code that no scene called bad. */
    boolean isGood(String version, Instant now) {
        StoredVersion found = find(version);
        return found != null && found.state().isActive(now) && !badCode.contains(found.code());
    }

    /** Traffic reaches these versions: those that were idle are restored. */
    void wake(Iterable<String> versions, Instant restored) {
        for (String version : versions) {
            StoredVersion found = find(version);
            if (found != null) {
                found.state().wake(restored);
            }
        }
    }

    /** Returns the names of the aliases that send traffic to a version. */
    List<String> aliasesOf(String version, Instant now) {
        return aliases.values().stream()
                .filter(alias -> alias.uses(version, now))
                .map(StoredAlias::name)
                .toList();
    }

    /** Returns the qualifiers other than the given one through which a version has provisioned concurrency. */
    List<String> otherProvisionsOf(String version, String qualifier) {
        return provisions.keySet().stream()
                .filter(other -> !other.equals(qualifier))
                .filter(other -> version.equals(versionOf(other)))
                .toList();
    }

    private @Nullable String versionOf(String qualifier) {
        StoredAlias alias = aliases.get(qualifier);
        return alias == null ? qualifier : alias.version();
    }

    Map<String, String> tags() {
        return surroundings.tags();
    }
}

package dev.rollback.testkit.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One AWS account in one region, as the faked services see it: the time, the names and the identifiers.
 *
 * <p>Identifiers are counted, not random: the same calls give the same identifiers on any JVM. Every prefix has a
 * sequence of its own, so that a call to one service does not change the identifiers of another. Not thread-safe, as
 * the fakes that use it.
 */
public final class FakeAccount {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final HexFormat HEX = HexFormat.of();

    private final InstantSource clock;
    private final String region;
    private final String id;
    private final Map<String, Long> issued = new TreeMap<>();

    /**
     * Opens an empty account.
     *
     * @param clock the only time that the fakes know, usually virtual
     * @param region the region, as {@code eu-west-1}
     * @param accountId the account's 12 digits
     * @throws IllegalArgumentException if the region is blank or the account id has another form
     */
    public FakeAccount(InstantSource clock, String region, String accountId) {
        this.clock = requireNonNull(clock, "clock");
        this.region = checked(region, "[a-z0-9-]+", "region", "a region such as eu-west-1");
        this.id = checked(accountId, "\\d{12}", "account id", "12 digits such as 123456789012");
    }

    private static String checked(String value, String pattern, String what, String expected) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(String.format(
                    "The fake account was given a malformed %s: expected %s, got '%s'. Pass a well-formed %s.",
                    what, expected, value, what));
        }
        return value;
    }

    /** Returns the time by the account's clock, cut to milliseconds as AWS sends it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the region. */
    public String region() {
        return region;
    }

    /** Returns the account's 12 digits. */
    public String id() {
        return id;
    }

    /**
     * Returns the ARN of a resource in this account and region.
     *
     * @param service the service's part of the ARN, as {@code ecs}
     * @param resource all that follows the account, as {@code service/prod/checkout}
     */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
    }

    /** Returns the prefix followed by the 32 hexadecimal digits that are next in its sequence, as in a task's id. */
    public String nextId(String prefix) {
        long seed = next(prefix);
        return prefix + HEX.toHexDigits(mix(seed)) + HEX.toHexDigits(mix(~seed));
    }

    /** Returns the prefix followed by the 19 digits that are next in its sequence, as in {@code ecs-svc/}. */
    public String nextNumber(String prefix) {
        long digits = Math.floorMod(mix(next(prefix)), 9_000_000_000_000_000_000L);
        return prefix + (1_000_000_000_000_000_000L + digits % 8_000_000_000_000_000_000L);
    }

    /**
     * Returns the UUID that is next in a sequence, as in a Lambda revision id.
     *
     * @param sequence name of the sequence; not part of the result
     */
    public String nextUuid(String sequence) {
        long seed = next(sequence);
        return new UUID(mix(seed), mix(~seed)).toString();
    }

    private long next(String sequence) {
        long count = issued.merge(sequence, 1L, Long::sum);
        return mix(sequence.hashCode()) + count * GOLDEN_GAMMA;
    }

    /** SplitMix64's finaliser: neighbouring counts give identifiers that look unrelated. */
    private static long mix(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package dev.rollback.aws.s3;

import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.Optional;

/** The state that a bucket is in now, whatever it is: it is never listed to be named. */
final class Live {

    /** The id of that state. */
    static final String ID = "live";

    /** Fact of the state that was found: when it was looked at. */
    private static final String LOOKED_AT = "looked at";

    private Live() {}

    static Version at(Instant now) {
        return mark(Version.of(ID, ID, Tenure.unknown("what is there now")).labelled("what was written last"), now);
    }

    /** Notes on a version when it was found on top. */
    static Version mark(Version version, Instant now) {
        return version.fact(LOOKED_AT, now.toString());
    }

    /** When it was found, by S3's clock and in whole seconds: what is stored later was not seen. Empty if the version was not found on top. */
    static Optional<Instant> lookedAt(Version version) {
        return Optional.ofNullable(version.facts().get(LOOKED_AT)).flatMap(Instants::parse);
    }
}

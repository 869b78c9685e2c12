package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Places delete markers on keys, many with one call, each on condition that what was found is still on top. Deletes no version. For one call of the target;
 * may be used by all threads of {@link Attempt#forEach}.
 */
final class Markers {

    private static final List<String> CHANGED =
            List.of("PreconditionFailed", "NoSuchKey", "ConditionalRequestConflict");
    private static final List<String> PASSING =
            List.of("InternalError", "SlowDown", "ServiceUnavailable", "OperationAborted");

    private final S3Calls calls;
    private final Attempt attempt;

    Markers(S3Calls calls, Attempt attempt) {
        this.calls = calls;
        this.attempt = attempt;
    }

    /** Places them, at most {@value S3Calls#PAGE}; answers for each key. A key that cannot stand in the XML of a batch is marked by a call of its own. */
    List<Marked> place(List<Deed> deeds) {
        List<Deed> batched = deeds.stream().filter(deed -> isXml(deed.key())).toList();
        List<Marked> marked = new ArrayList<>(batched.isEmpty() ? List.of() : batch(batched));
        deeds.stream().filter(deed -> !isXml(deed.key())).forEach(deed -> marked.add(alone(deed)));
        return marked;
    }

    /** What XML 1.0 calls a Char; anything else makes S3 refuse the whole batch as malformed. */
    static boolean isXml(String key) {
        return key.codePoints()
                .allMatch(point -> point == '\t'
                        || point == '\n'
                        || point == '\r'
                        || (point >= ' ' && point < Character.MIN_SURROGATE)
                        || (point > Character.MAX_SURROGATE && point <= 0xFFFD)
                        || point > 0xFFFF);
    }

    private Marked alone(Deed deed) {
        try {
            return new Marked(deed, calls.mark(attempt, deed.key(), etag(deed)), null);
        } catch (TargetException e) {
            String code = SdkErrors.code(e).orElse("");
            return new Marked(
                    deed, null, CHANGED.contains(code) ? changed(String.valueOf(e.getMessage())) : Failure.of(e));
        }
    }

    private List<Marked> batch(List<Deed> deeds) {
        DeleteObjectsResponse answer =
                calls.mark(attempt, deeds.stream().map(Markers::identifier).toList());
        Map<String, S3Error> errors = new LinkedHashMap<>();
        answer.errors().forEach(error -> errors.put(error.key(), error));
        Map<String, DeletedObject> deleted = new LinkedHashMap<>();
        answer.deleted().forEach(object -> deleted.put(object.key(), object));
        return deeds.stream().map(deed -> marked(deed, errors, deleted)).toList();
    }

    private static ObjectIdentifier identifier(Deed deed) {
        return ObjectIdentifier.builder().key(deed.key()).eTag(etag(deed)).build();
    }

    private static String etag(Deed deed) {
        return Objects.requireNonNull(deed.found().etag(), "only what is live is removed");
    }

    private static Marked marked(Deed deed, Map<String, S3Error> errors, Map<String, DeletedObject> deleted) {
        S3Error error = errors.get(deed.key());
        DeletedObject object = deleted.get(deed.key());
        if (error == null && object != null) {
            return new Marked(deed, object.deleteMarkerVersionId(), null);
        }
        return new Marked(deed, null, error == null ? silence() : failure(error));
    }

    /** Whether somebody else changed it or an answer of ours was lost shows when it is listed again. */
    private static Failure failure(S3Error error) {
        String said = error.code() + ": " + error.message();
        if (CHANGED.contains(error.code())) {
            return changed(said);
        }
        return new Failure(FailureKind.ENVIRONMENT, PASSING.contains(error.code()), said);
    }

    private static Failure changed(String said) {
        return new Failure(FailureKind.CONFLICT, true, "something else is on top by now (" + said + ")");
    }

    private static Failure silence() {
        return new Failure(FailureKind.ENVIRONMENT, true, "DeleteObjects did not answer for it");
    }
}

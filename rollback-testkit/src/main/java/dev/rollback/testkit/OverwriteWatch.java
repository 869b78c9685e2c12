package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import dev.rollback.target.TargetId;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** What others stored in a bucket after the change was planned is not covered by ours: S3 refuses that when it is asked on condition. */
final class OverwriteWatch implements Invariant.Watch {
    private static final Duration S3_KEEPS = Duration.ofSeconds(1);

    private final Truth truth;
    private final Map<TargetId, Map<String, String>> known = new TreeMap<>();
    private Map<String, String> before = Map.of();
    private Instant planned = Instant.EPOCH;

    OverwriteWatch(Stage stage) {
        this.truth = new Truth(stage.world());
    }

    @Override
    public Optional<String> journaled(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ChangePlanned change
                    && change.change().target().kind().startsWith("s3-")) {
                this.planned = change.at();
                known.computeIfAbsent(change.change().target(), this::tops);
            }
        }
        return Optional.empty();
    }

    private Map<String, String> tops(TargetId target) {
        return tops(truth.bucket(target), truth.bucket(target).live().keySet());
    }

    /** What they store in the second in which the change was planned cannot be told from what was there before: S3 keeps whole seconds. */
    @Override
    public Optional<String> interfered(Interference interference) {
        if (truth.now().isBefore(planned.plus(S3_KEEPS))) {
            known.replaceAll((target, tops) -> tops(target));
        }
        return Optional.empty();
    }

    private static Map<String, String> tops(FakeBucket bucket, Iterable<String> keys) {
        Map<String, String> tops = new TreeMap<>();
        keys.forEach(key -> tops.put(key, bucket.liveVersion(key)));
        return tops;
    }

    @Override
    public Optional<String> before(Call call) {
        before = Map.of();
        if (call.isWrite() && !known.isEmpty()) {
            List<String> keys = keys(call.request());
            target(call).ifPresent(target -> before = tops(truth.bucket(target), keys));
        }
        return Optional.empty();
    }

    private Optional<TargetId> target(Call call) {
        return known.keySet().stream()
                .filter(target -> call.names().contains(Truth.parts(target).get(0)))
                .findFirst();
    }

    private static List<String> keys(Object request) {
        if (request instanceof CopyObjectRequest copy) {
            return List.of(copy.destinationKey());
        }
        if (request instanceof CompleteMultipartUploadRequest upload) {
            return List.of(upload.key());
        }
        if (request instanceof DeleteObjectRequest delete) {
            return List.of(delete.key());
        }
        return request instanceof DeleteObjectsRequest batch
                ? batch.delete().objects().stream().map(ObjectIdentifier::key).toList()
                : List.of();
    }

    @Override
    public Optional<String> after(Call call) {
        return before.isEmpty()
                ? Optional.empty()
                : target(call).flatMap(target -> compare(call, target, Objects.requireNonNull(known.get(target))));
    }

    private Optional<String> compare(Call call, TargetId target, Map<String, String> ours) {
        Optional<String> fought = Optional.empty();
        for (Map.Entry<String, String> found : before.entrySet()) {
            String key = found.getKey();
            String now = truth.bucket(target).liveVersion(key);
            if (!now.equals(found.getValue())) {
                boolean theirs = !found.getValue().equals(ours.getOrDefault(key, ""));
                fought = theirs ? Optional.of(covered(call, target, found)) : fought;
                ours.put(key, now);
            }
        }
        return fought;
    }

    private static String covered(Call call, TargetId target, Map.Entry<String, String> found) {
        return call.operation() + " " + call.subject() + " covered what somebody else had brought to " + found.getKey()
                + " of " + target + " meanwhile"
                + (found.getValue().isEmpty() ? "." : ", version " + found.getValue() + ".");
    }
}

package dev.rollback.testkit.rds;

import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.services.rds.model.Tag;

/** Shows and adds the tags of what an ARN names. */
final class TagCalls {
    private final RdsWorld world;

    TagCalls(RdsWorld world) {
        this.world = world;
    }

    List<Tag> list(String arn) {
        return of(arn).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    void add(String arn, List<Tag> tags) {
        SortedMap<String, String> all = of(arn);
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
    }

    private SortedMap<String, String> of(String arn) {
        String[] parts = arn.split(":", 7);
        if (parts.length < 7) {
            throw RdsErrors.invalidParameter("Invalid resource name: " + arn);
        }
        world.settle();
        String name = RdsWorld.stored(parts[6]);
        return switch (parts[5]) {
            case "db" -> world.instance(name).tags;
            case "cluster" -> world.cluster(name).tags;
            case "snapshot" -> world.snapshot(name).tags();
            case "cluster-snapshot" -> world.clusterSnapshot(name).tags();
            default -> throw RdsErrors.invalidParameter("Invalid resource name: " + arn);
        };
    }
}

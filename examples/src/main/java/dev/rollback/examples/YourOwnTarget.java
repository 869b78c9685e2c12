package dev.rollback.examples;

import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toMap;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A target of your own: in the folder {@code home}, a link {@code current} to one of the {@code releases}, which are as old as their folders. */
public record YourOwnTarget(Path home) implements Target {

    @Override
    public TargetId id() {
        return new TargetId("release-link", "localhost", home.toString());
    }

    @Override
    public String name() {
        return home.getFileName().toString();
    }

    @Override
    public Version current(Look look) {
        Path release = disk(() -> Files.readSymbolicLink(home.resolve("current")));
        return version(release.getFileName().toString(), look)
                .orElseThrow(() -> TargetException.missing(release + " is not there: expected a release."));
    }

    @Override
    public Stream<Version> history(Look look) {
        NavigableMap<Instant, Path> releases = disk(() -> {
            try (Stream<Path> folders = Files.list(home.resolve("releases"))) {
                return new TreeMap<>(folders.collect(toMap(YourOwnTarget::age, Path::getFileName)));
            }
        });
        return releases.descendingMap().entrySet().stream().map(release -> {
            Tenure tenure = new Tenure(release.getKey(), releases.higherKey(release.getKey()), "age of the folders");
            return Version.of(release.getValue().toString(), release.getValue().toString(), tenure);
        });
    }

    private static Instant age(Path folder) {
        return disk(() -> Files.getLastModifiedTime(folder)).toInstant();
    }

    @Override
    public Assessment check(Change change, Look look) {
        return Assessment.expecting(ofSeconds(1), ofSeconds(1))
                .path("point current to it")
                .build();
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        Version now = current(attempt);
        if (now.sameContent(change.to())) {
            return Progress.settled(now, "current points to " + now.id());
        }
        if (!now.sameContent(change.from())) {
            return Progress.failed(FailureKind.CONFLICT, "somebody else deployed " + now.id());
        }
        Path next = home.resolve("next");
        disk(() -> Files.deleteIfExists(next));
        disk(() ->
                Files.createSymbolicLink(next, Path.of("releases", change.to().id())));
        disk(() -> Files.move(next, home.resolve("current"), StandardCopyOption.ATOMIC_MOVE));
        return Progress.pending("current is set to " + change.to().id(), 0.5, Memo.empty(), ofSeconds(1));
    }

    private static <T> T disk(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw TargetException.of(TargetException.Kind.TRANSIENT, "The disk says " + e + ".", e);
        }
    }
}

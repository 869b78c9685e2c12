package dev.rollback;

import dev.rollback.target.PastChange;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what changed: asks all targets side by side, then the journal, within the time for a preview. What cannot be known is a note. Reads only. On the loop. */
final class ChangesLook {

    /** The part of the time that is left to the journal. */
    private static final int SPARED = 4;

    private static final String LATE =
            "A change is missing here until its source shows it: CloudTrail does so up to 15 minutes late.";

    private final Parts parts;
    private final List<Target> targets;
    private final Changes.Window window;
    private final Caller caller;
    private final Instant now;
    private final Instant since;
    private final Instant until;
    private final Instant end;

    ChangesLook(Parts parts, List<? extends Target> targets, Changes.Window window) {
        this.parts = parts;
        this.targets = List.copyOf(targets);
        this.window = window;
        this.caller = new Caller(parts);
        this.now = parts.time().instant();
        this.since = window.since(now);
        Duration within = parts.limits().preview();
        this.end = now.plus(within);
        this.until = end.minus(within.dividedBy(SPARED));
    }

    /**
     * What was found of a target.
     *
     * @param name its name
     * @param id which it is; null if that is not known
     * @param changes newest first
     * @param note what is not known; empty if all is
     */
    private record Found(String name, @Nullable TargetId id, List<PastChange> changes, String note) {}

    /** Begins. */
    CompletableFuture<Changes> begin() {
        List<CompletableFuture<Found>> looks = targets.stream().map(this::look).toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
                .thenCompose(all ->
                        journal(looks.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Found> look(Target target) {
        CompletableFuture<Found> result = new CompletableFuture<>();
        Caller.Job<Found> job = new Caller.Job<>(
                "changes",
                target.name(),
                Duration.between(now, until),
                until,
                () -> !result.isDone(),
                () -> found(target));
        caller.call(job, result::complete, failure -> result.complete(unknown(target, failure)));
        parts.time().postAt(until, () -> result.complete(unknown(target, noAnswer(until))));
        return result;
    }

    private TargetException noAnswer(Instant by) {
        return TargetException.of(
                TargetException.Kind.TRANSIENT, "no answer within " + Texts.duration(Duration.between(now, by)));
    }

    private static Found unknown(Target target, TargetException failure) {
        return new Found(target.name(), null, List.of(), note(target, failure));
    }

    private static String note(Target target, TargetException failure) {
        return "What changed " + target.name() + " is not known: " + Texts.sentence(failure);
    }

    /** What was read before it failed is shown. */
    private Found found(Target target) {
        TargetId id = target.id();
        List<PastChange> changes = new ArrayList<>();
        EngineLook look = new EngineLook(
                parts, window.incidentStartedAt(), Duration.between(parts.time().instant(), until));
        try (Stream<PastChange> told = target.changes(look)) {
            Iterator<PastChange> within = told.limit(VersionChoice.READ_AT_MOST)
                    .takeWhile(change -> !change.at().isBefore(since))
                    .iterator();
            within.forEachRemaining(changes::add);
        } catch (TargetException e) {
            if (changes.isEmpty() && e.kind() == TargetException.Kind.TRANSIENT) {
                throw e;
            }
            return new Found(
                    target.name(), id, changes, (changes.isEmpty() ? "" : "Not all is told. ") + note(target, e));
        }
        return new Found(target.name(), id, changes, "");
    }

    private CompletableFuture<Changes> journal(List<Found> found) {
        Map<TargetId, String> names = new LinkedHashMap<>();
        found.forEach(one -> {
            TargetId id = one.id();
            if (id != null) {
                names.put(id, one.name());
            }
        });
        CompletableFuture<Changes> result = new CompletableFuture<>();
        Caller.Job<JournalChanges.Found> job = new Caller.Job<>(
                "changes",
                "the journal",
                Duration.between(parts.time().instant(), end),
                end,
                () -> !result.isDone(),
                () -> new JournalChanges(parts.journal(), names, since).read(now));
        caller.call(
                job,
                runs -> result.complete(table(found, runs)),
                failure -> result.complete(table(found, unread(failure))));
        parts.time().postAt(end, () -> result.complete(table(found, unread(noAnswer(end)))));
        return result;
    }

    private static JournalChanges.Found unread(TargetException failure) {
        return new JournalChanges.Found(
                List.of(), List.of("What this journal's runs changed is not known: " + Texts.sentence(failure)));
    }

    private Changes table(List<Found> found, JournalChanges.Found runs) {
        List<Changes.Entry> entries = new ArrayList<>(runs.entries());
        found.forEach(one -> one.changes().forEach(change -> entries.add(new Changes.Entry(one.name(), change, ""))));
        entries.sort(Changes.NEWEST_FIRST);
        List<String> notes = new ArrayList<>();
        found.stream().map(Found::note).filter(note -> !note.isEmpty()).forEach(notes::add);
        notes.addAll(runs.notes());
        notes.add(LATE);
        int shown = Math.min(Changes.MOST, entries.size());
        return new Changes(now, window, entries.subList(0, shown), entries.size() - shown, notes);
    }
}

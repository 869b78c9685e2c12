package dev.rollback.aws.s3;

import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** Captures which version of each key is on top, page by page, into a file beside the one asked for, which takes its name once it is whole. */
final class ManifestCapture implements Action {

    private static final String AT = "at";
    private static final String AFTER = "after";
    private static final String KEYS = "keys";
    private static final String BYTES = "bytes";
    private static final Duration SOON = Duration.ofMillis(100);

    private final Parts parts;
    private final Path file;
    private final Path part;

    ManifestCapture(Parts parts, Path file) {
        this.parts = parts;
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
    }

    @Override
    public String describe() {
        return "capture " + parts.span() + " into " + file;
    }

    @Override
    public Assessment check(Look look) {
        return Assessment.expecting(Duration.ofMinutes(1), Duration.ofMinutes(1))
                .path("ListObjectVersions of " + parts.span() + " into " + file)
                .writes("s3:ListBucketVersions", parts.bucketArn())
                .build();
    }

    @Override
    public Progress reconcile(Attempt attempt) {
        try {
            return attempt.memo().isEmpty() ? begin(attempt) : goOn(attempt);
        } catch (IOException e) {
            throw TargetException.of(
                    TargetException.Kind.INVALID,
                    "The manifest of " + parts.span() + " could not be written to " + file + ": " + e
                            + ". Expected a folder that can be written to. Make room, or name another file.",
                    e);
        }
    }

    private Progress begin(Attempt attempt) throws IOException {
        Instant at = Instants.whole(parts.checkPlace(attempt));
        Files.writeString(part, header(at.toString()) + "\n");
        return pending(Memo.of(AT, at.toString()).with(BYTES, Long.toString(Files.size(part))), 0);
    }

    private Progress goOn(Attempt attempt) throws IOException {
        Memo memo = attempt.memo();
        long bytes = memo.get(BYTES).map(Long::parseLong).orElse(0L);
        if (!Files.exists(part) && isWhole(memo)) {
            return done(memo);
        }
        if (!Files.exists(part) || Files.size(part) < bytes) {
            return begin(attempt);
        }
        cutTo(bytes);
        Chunk chunk = new Chunk(attempt);
        String after = memo.get(AFTER).orElse(null);
        long keys = memo.get(KEYS).map(Long::parseLong).orElse(0L);
        Scan scan = new Scan(
                parts.pages(attempt),
                parts.span(),
                Wanted.at(Instant.parse(memo.get(AT).orElseThrow())),
                new Scan.Range(after, chunk.pages()),
                Scan.Watcher.NONE);
        try (BufferedWriter out = Files.newBufferedWriter(part, StandardOpenOption.APPEND)) {
            while (scan.hasNext()) {
                KeyState state = scan.next();
                after = state.key();
                keys += write(state, out) ? 1 : 0;
            }
            if (scan.isComplete()) {
                out.append(Line.empty().with(KEYS, Long.toString(keys)).toString())
                        .append('\n');
            }
        }
        Memo next = memo.with(KEYS, Long.toString(keys)).with(BYTES, Long.toString(Files.size(part)));
        if (!scan.isComplete()) {
            return pending(after == null ? next : next.with(AFTER, after), keys);
        }
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return done(next);
    }

    /** Whether the file is the one that this capture moved there: it begins with our time, and can be read to its end. */
    private boolean isWhole(Memo memo) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = lines.readLine();
            return header != null && header.equals(header(memo.get(AT).orElseThrow()));
        }
    }

    private String header(String at) {
        return Line.empty()
                .with("manifest", ManifestReader.FORMAT)
                .with("bucket", parts.span().bucket())
                .with("prefix", parts.span().prefix())
                .with("at", at)
                .toString();
    }

    /** Drops what a call wrote that did not get to its end. */
    private void cutTo(long bytes) throws IOException {
        try (RandomAccessFile whole = new RandomAccessFile(part.toFile(), "rw")) {
            whole.setLength(bytes);
        }
    }

    private static boolean write(KeyState state, BufferedWriter out) throws IOException {
        if (state.doubt() == KeyState.Doubt.TIED) {
            throw TargetException.invalid(
                    "Of " + state.key() + " a version and a delete marker were stored in the same second,"
                            + " and which came later could not be found out. Expected an order. Store it again, and capture then.");
        }
        Entry aim = state.aim();
        if (aim == null || aim.isMarker()) {
            return false;
        }
        out.append(Line.empty()
                        .with("key", state.key())
                        .with("version", aim.id())
                        .toString())
                .append('\n');
        return true;
    }

    private Progress pending(Memo memo, long keys) {
        return Progress.pending("captured " + Telling.keys(keys), keys / (keys + 10_000.0), memo, SOON);
    }

    private Progress done(Memo memo) {
        String keys = memo.get(KEYS).orElse("all");
        return Progress.done("captured " + keys + " keys of " + parts.span() + " into " + file)
                .fact("manifest", Manifest.in(file).id());
    }
}

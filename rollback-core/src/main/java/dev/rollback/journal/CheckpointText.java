package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Checkpoints as JSON. */
final class CheckpointText {

    private CheckpointText() {}

    static String write(Checkpoint checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOut out = new JsonOut(JsonLines.JSON.createGenerator(bytes, JsonEncoding.UTF8))) {
            out.begin()
                    .number("format", Checkpoint.FORMAT)
                    .text("checkpoint", checkpoint.id())
                    .time("at", checkpoint.at())
                    .mapIfAny("notes", checkpoint.notes())
                    .textsIfAny("warnings", checkpoint.warnings())
                    .beginList("captured");
            for (Checkpoint.Captured one : checkpoint.captured()) {
                ValueWriter.target(out.begin().begin("target"), one.target()).end();
                ValueWriter.version(out.begin("version"), one.version()).end().end();
            }
            out.endList().end().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    /**
     * Reads it again.
     *
     * @param where where it comes from, for messages
     */
    static Checkpoint read(String where, String json) {
        try {
            return read(where, json.getBytes(UTF_8));
        } catch (JournalException e) {
            throw e.kind() == JournalException.Kind.CORRUPT ? JournalException.noCheckpoint(where, e) : e;
        }
    }

    private static Checkpoint read(String where, byte[] bytes) {
        Fields fields = new JsonObjects(bytes).read(where, 0, bytes.length);
        int format = fields.number("format");
        if (format != Checkpoint.FORMAT) {
            throw JournalException.newer(where, format, Checkpoint.FORMAT);
        }
        List<Checkpoint.Captured> captured = fields.objects("captured").stream()
                .map(one -> new Checkpoint.Captured(
                        ValueReader.target(one.object("target")), ValueReader.version(one.object("version"))))
                .toList();
        try {
            return new Checkpoint(
                    fields.text("checkpoint"),
                    fields.time("at"),
                    captured,
                    fields.texts("warnings"),
                    fields.map("notes"));
        } catch (IllegalArgumentException e) {
            throw JournalException.corrupt(where, "what it says is not possible: " + e.getMessage());
        }
    }
}

package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Checkpoints as JSON. */
final class CheckpointText {

    private CheckpointText() {}

    static String write(Checkpoint checkpoint) {
        byte[] bytes = JsonLines.object(Checkpoint.FORMAT, out -> write(out, checkpoint));
        return new String(bytes, UTF_8);
    }

    private static void write(JsonOut out, Checkpoint checkpoint) {
        out.text("checkpoint", checkpoint.id())
                .time("at", checkpoint.at())
                .mapIfAny("notes", checkpoint.notes())
                .textsIfAny("warnings", checkpoint.warnings())
                .beginList("captured");
        for (Checkpoint.Captured one : checkpoint.captured()) {
            ValueWriter.target(out.begin().begin("target"), one.target()).end();
            ValueWriter.version(out.begin("version"), one.version()).end().end();
        }
        out.endList();
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
        fields.requireFormat(Checkpoint.FORMAT);
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

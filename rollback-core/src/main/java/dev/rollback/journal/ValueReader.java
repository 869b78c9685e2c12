package dev.rollback.journal;

import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;

/** Reads the values of the target port from the fields that {@link ValueWriter} wrote. */
final class ValueReader {

    private ValueReader() {}

    static Change change(Fields fields) {
        return new Change(
                target(fields.object("target")),
                version(fields.object("from")),
                version(fields.object("to")),
                fields.text("id"));
    }

    static TargetId target(Fields fields) {
        return new TargetId(fields.text("kind"), fields.text("scope"), fields.text("name"));
    }

    static Version version(Fields fields) {
        return new Version(
                fields.text("id"),
                fields.text("content"),
                tenure(fields.object("tenure")),
                fields.choice("standing", Standing.class),
                fields.textOrEmpty("label"),
                fields.map("facts"));
    }

    private static Tenure tenure(Fields fields) {
        return new Tenure(fields.timeOrNull("from"), fields.timeOrNull("to"), fields.textOrEmpty("source"));
    }

    static Memo memo(Fields fields, String name) {
        return fields.has(name) ? new Memo(fields.map(name)) : Memo.empty();
    }

    static Finding finding(Fields fields) {
        Finding.Level level = fields.choice("level", Finding.Level.class);
        return new Finding(level, fields.text("code"), fields.text("text"), fields.textOrEmpty("remedy"));
    }

    static Progress.Settled settled(Fields fields) {
        Version serving = fields.has("serving") ? version(fields.object("serving")) : null;
        return new Progress.Settled(serving, fields.textOrEmpty("evidence"), fields.map("facts"));
    }
}

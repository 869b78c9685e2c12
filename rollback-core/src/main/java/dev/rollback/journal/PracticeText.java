package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records of practice as JSON. */
final class PracticeText {

    private static final String DRILL = "drill";
    private static final String REHEARSAL = "rehearsal";

    private PracticeText() {}

    static String write(Practice.Rehearsed rehearsed) {
        return write(
                REHEARSAL,
                rehearsed,
                out -> out.number("rehearsals", rehearsed.rehearsals()).number("broken", rehearsed.broken()));
    }

    static String write(Practice.Drilled drilled) {
        return write(DRILL, drilled, out -> {
            out.text("run", drilled.run().value())
                    .textIfAny("where", drilled.where())
                    .duration("took", drilled.took())
                    .textIfAny("failure", drilled.failure())
                    .beginList("steps");
            drilled.steps().forEach(step -> measured(out, step));
            out.endList();
        });
    }

    private static String write(String kind, Practice practice, Consumer<JsonOut> rest) {
        byte[] bytes = JsonLines.object(
                Practice.FORMAT,
                out -> rest.accept(
                        out.text("practice", kind).text("plan", practice.plan()).time("at", practice.at())));
        return new String(bytes, UTF_8);
    }

    private static void measured(JsonOut out, Practice.Measured step) {
        out.begin()
                .text("step", step.step())
                .textIfAny("kind", step.kind())
                .duration("serving", step.serving())
                .duration("settled", step.settled())
                .end();
    }

    static List<Practice> readLines(String text) {
        List<Practice> all = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                all.add(read("the practice, line " + (i + 1), lines.get(i)));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Reads one again.
     *
     * @param where where it comes from, for messages
     */
    static Practice read(String where, String json) {
        try {
            return read(where, json.getBytes(UTF_8));
        } catch (JournalException e) {
            throw e.kind() == JournalException.Kind.CORRUPT ? JournalException.noPractice(where, e) : e;
        }
    }

    /** Reads a drill again. */
    static Practice.Drilled readDrill(String where, String json) {
        if (read(where, json) instanceof Practice.Drilled drilled) {
            return drilled;
        }
        throw JournalException.noPractice(where, JournalException.corrupt(where, "it is no drill"));
    }

    private static Practice read(String where, byte[] bytes) {
        Fields fields = new JsonObjects(bytes).read(where, 0, bytes.length);
        fields.requireFormat(Practice.FORMAT);
        try {
            return read(fields);
        } catch (IllegalArgumentException e) {
            throw JournalException.corrupt(where, "what it says is not possible: " + e.getMessage());
        }
    }

    private static Practice read(Fields fields) {
        String kind = fields.text("practice");
        return switch (kind) {
            case DRILL -> drilled(fields);
            case REHEARSAL ->
                new Practice.Rehearsed(
                        fields.text("plan"), fields.time("at"), fields.number("rehearsals"), fields.number("broken"));
            default -> throw JournalException.unknownEvent(fields.where(), kind);
        };
    }

    private static Practice.Drilled drilled(Fields fields) {
        return new Practice.Drilled(
                new RunId(fields.text("run")),
                fields.text("plan"),
                fields.time("at"),
                fields.textOrEmpty("where"),
                fields.duration("took"),
                fields.textOrEmpty("failure"),
                fields.objects("steps").stream().map(PracticeText::measured).toList());
    }

    private static Practice.Measured measured(Fields step) {
        return new Practice.Measured(
                step.text("step"), step.textOrEmpty("kind"), step.duration("serving"), step.duration("settled"));
    }
}

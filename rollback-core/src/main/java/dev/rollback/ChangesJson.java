package dev.rollback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Writes what changed as one JSON object. */
final class ChangesJson {

    private static final int FORMAT = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private final Changes changes;

    ChangesJson(Changes changes) {
        this.changes = changes;
    }

    String write() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("at", changes.at().toString());
            json.writeStringField("since", changes.since().toString());
            Optional<Instant> began = changes.window().incidentStartedAt();
            if (began.isPresent()) {
                json.writeStringField("incidentStartedAt", began.get().toString());
            }
            entries(json);
            json.writeNumberField("more", changes.more());
            json.writeArrayFieldStart("notes");
            for (String note : changes.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return out.toString();
    }

    private void entries(JsonGenerator json) throws IOException {
        Optional<Changes.Entry> last = changes.lastBeforeIncident();
        json.writeArrayFieldStart("changes");
        for (Changes.Entry entry : changes.entries()) {
            json.writeStartObject();
            json.writeStringField("at", entry.change().at().toString());
            json.writeStringField("target", entry.target());
            said(json, "from", entry.change().from());
            json.writeStringField("to", entry.change().to());
            said(json, "by", entry.change().by());
            said(json, "remark", entry.remark());
            json.writeStringField("source", entry.change().source());
            if (last.filter(entry::equals).isPresent()) {
                json.writeBooleanField("lastBeforeIncident", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void said(JsonGenerator json, String field, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }
}

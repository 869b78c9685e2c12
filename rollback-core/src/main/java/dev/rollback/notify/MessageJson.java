package dev.rollback.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes messages as JSON: a message as an object of its own, and a text as chat takes it. */
final class MessageJson {

    private static final int FORMAT = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private MessageJson() {}

    /** What goes between the braces. */
    private interface Fields {
        void in(JsonGenerator json) throws IOException;
    }

    /** An object with one field. */
    static String text(String text) {
        return object(json -> json.writeStringField("text", text));
    }

    static String write(Message message) {
        return object(json -> {
            json.writeNumberField("format", FORMAT);
            head(json, message.head());
            json.writeStringField("title", message.title());
            json.writeStringField("text", message.text());
            json.writeArrayFieldStart("moves");
            for (Message.Move move : message.moves()) {
                move(json, move);
            }
            json.writeEndArray();
            json.writeStringField("statusUpdate", message.statusUpdate());
            json.writeStringField("nextAction", message.nextAction());
        });
    }

    private static void head(JsonGenerator json, Message.Head head) throws IOException {
        json.writeStringField("id", head.id());
        json.writeStringField("occasion", head.occasion().name());
        json.writeStringField("at", head.at().toString());
        json.writeStringField("run", head.run().value());
        json.writeStringField("plan", head.plan());
        json.writeStringField("severity", head.severity().name());
        json.writeStringField("incident", head.incident());
    }

    private static void move(JsonGenerator json, Message.Move move) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", move.step());
        json.writeStringField("target", move.target());
        json.writeStringField("from", move.from());
        json.writeStringField("to", move.to());
        json.writeStringField("state", move.state());
        json.writeEndObject();
    }

    private static String object(Fields fields) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.in(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return out.toString();
    }
}

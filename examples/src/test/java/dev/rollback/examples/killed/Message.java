package dev.rollback.examples.killed;

import dev.rollback.target.Http;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a process asks of the world that its parent holds. */
sealed interface Message extends Serializable {

    /** It is there and wants to know what time it is; answered with a {@link Start}. */
    record Hello() implements Message {}

    /** A call to AWS; answered with the response, or the service's refusal, as {@link Pojos} writes them. */
    record AwsCall(String client, String operation, Serializable request) implements Message {}

    /** A request over HTTP; answered with an {@link HttpAnswer}. */
    record HttpCall(String method, String uri, TreeMap<String, String> headers, Duration timeout) implements Message {}

    /** A command to run; answered with a {@link ProcessAnswer}. */
    record ProcessCall(ArrayList<String> command, Duration timeout) implements Message {}

    /** It has come to that moment and goes on once this is answered. */
    record Mark(Moment moment) implements Message {}

    /** It is done, and the run came to that. */
    record Done(String outcome) implements Message {}

    /** Where a process is. */
    enum Moment {
        /** The preview is there, or the run found: from here on it may be killed. */
        BEGINS,
        BEFORE_APPEND,
        AFTER_APPEND
    }

    /** A message and the time by the clock of who sent it. */
    record Telegram(Instant at, Message message) implements Serializable {}

    /** What a message is answered with: one of both, or neither. */
    record Answer(@Nullable Serializable value, @Nullable Serializable refusal) implements Serializable {}

    /** The time, and when the incident of the story began. */
    record Start(Instant now, Instant incident) implements Serializable {}

    /** An answer over HTTP. */
    record HttpAnswer(int status, TreeMap<String, ArrayList<String>> headers, String body, Duration took)
            implements Serializable {

        static HttpAnswer of(Http.Answer answer) {
            TreeMap<String, ArrayList<String>> headers = new TreeMap<>();
            answer.headers().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
            return new HttpAnswer(answer.status(), headers, answer.body(), answer.took());
        }

        Http.Answer answer() {
            SortedMap<String, List<String>> copy = new TreeMap<>(headers);
            return new Http.Answer(status, copy, body, took);
        }
    }

    /** How a command ended. */
    record ProcessAnswer(int exitCode, String output) implements Serializable {}
}

package dev.rollback.target;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** HTTP as the engine makes it: real in production, scripted in a rehearsal. Thread-safe. */
public interface Http {

    /** The most of a body that is read, in bytes; the rest is dropped. */
    int MAX_BODY = 1 << 20;

    /**
     * Sends one request and waits for its answer. Redirects are followed, but for those that would lose the body of a request or bring it to another origin: their answer is handed over.
     *
     * @throws IOException when no whole answer came in time: {@link java.net.UnknownHostException} for a name that is not known,
     *     {@link java.net.ConnectException} for a refused connection, {@link java.net.SocketException} for a dropped one,
     *     {@link java.net.http.HttpTimeoutException} at the time-out, {@link java.io.InterruptedIOException} when the thread was interrupted
     */
    Answer send(Request request) throws IOException;

    /**
     * One request.
     *
     * @param method for example {@code GET}
     * @param uri absolute, http or https
     * @param headers sent as they are
     * @param timeout how long to wait for the whole answer
     * @param body sent in UTF-8; empty for none
     */
    record Request(String method, URI uri, SortedMap<String, String> headers, Duration timeout, String body) {

        /** A request without a body. */
        public Request(String method, URI uri, SortedMap<String, String> headers, Duration timeout) {
            this(method, uri, headers, timeout, "");
        }

        /** Method, scheme and host: path, query, headers and body may hold secrets. */
        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + uri.getHost();
        }
    }

    /**
     * One answer.
     *
     * @param status the status code
     * @param headers the headers by name in lower case
     * @param body the body as text, at most {@link #MAX_BODY} bytes of it
     * @param took from the request to the end of the answer
     */
    record Answer(int status, SortedMap<String, List<String>> headers, String body, Duration took) {

        /** An answer with a body and nothing else. */
        public static Answer of(int status, String body) {
            return new Answer(status, new TreeMap<>(), body, Duration.ZERO);
        }

        /** Copies the headers under names in lower case. */
        public Answer {
            SortedMap<String, List<String>> lower = new TreeMap<>();
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                lower.put(header.getKey().toLowerCase(Locale.ROOT), List.copyOf(header.getValue()));
            }
            headers = Collections.unmodifiableSortedMap(lower);
        }

        /** The first value of a header, whatever the case of its name. */
        public Optional<String> header(String name) {
            List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
            return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
        }
    }
}

package dev.rollback;

import dev.rollback.target.Http;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as it is, by the JDK's client, which is made with the first request. The time-out holds for the whole answer, its body and its redirects
 * included. A thread that is interrupted stops waiting at once. Thread-safe.
 */
final class RealHttp implements Http {

    private static final int MOST_REDIRECTS = 5;

    private final InstantSource time;
    private @Nullable HttpClient client;

    RealHttp(InstantSource time) {
        this.time = time;
    }

    @Override
    public Answer send(Request request) throws IOException {
        Ask ask = new Ask(request);
        Request next = request;
        Answer answer = ask.once(next);
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Optional<Request> redirected = Redirects.follow(next, answer);
            if (redirected.isEmpty()) {
                return answer;
            }
            next = redirected.get();
            answer = ask.once(next);
        }
        return answer;
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = made;
        }
        return made;
    }

    /** One request with all its redirects under one time-out. */
    private final class Ask {
        private final Request request;
        private final Instant start = time.instant();

        Ask(Request request) {
            this.request = request;
        }

        Answer once(Request hop) throws IOException {
            CompletableFuture<HttpResponse<String>> coming =
                    client().sendAsync(prepared(hop), response -> BoundedBody.text(response.headers()));
            try {
                HttpResponse<String> response = coming.get(left(), TimeUnit.MILLISECONDS);
                return new Answer(
                        response.statusCode(), new TreeMap<>(response.headers().map()), response.body(), since());
            } catch (TimeoutException e) {
                throw new HttpTimeoutException("no whole answer to " + hop + " within " + request.timeout());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the answer to " + hop);
            } catch (ExecutionException e) {
                throw HttpFailures.explain(Objects.requireNonNullElse(e.getCause(), e), hop);
            } finally {
                coming.cancel(true);
            }
        }

        private HttpRequest prepared(Request hop) throws IOException {
            try {
                HttpRequest.BodyPublisher body = hop.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(hop.body());
                HttpRequest.Builder builder = HttpRequest.newBuilder(hop.uri()).method(hop.method(), body);
                hop.headers().forEach(builder::setHeader);
                return builder.build();
            } catch (IllegalArgumentException e) {
                // Its message may hold the value of a header.
                throw new IOException("the request " + hop + " has a method, host or header that cannot be sent");
            }
        }

        private long left() {
            return Math.max(0, request.timeout().minus(since()).toMillis());
        }

        private Duration since() {
            Duration since = Duration.between(start, time.instant());
            return since.isNegative() ? Duration.ZERO : since;
        }
    }
}

package dev.rollback;

import dev.rollback.target.Http;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an answer sends a request on to. Headers, which may hold a token, do not go along to another origin, and nothing goes from https to http:
 * the JDK's client would send them. Nor does a body; and where the answer asks for a GET in the place of what has a body, it is not followed, or an answer to
 * nothing would be taken for one to what was sent.
 */
final class Redirects {

    private static final List<Integer> SAME_METHOD = List.of(307, 308);
    private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /** The request to send next; empty when the answer is no redirect, or one that must not be followed. */
    static Optional<Http.Request> follow(Http.Request request, Http.Answer answer) {
        if (!STATUSES.contains(answer.status())) {
            return Optional.empty();
        }
        return answer.header("location")
                .flatMap(location -> resolve(request.uri(), location))
                .filter(uri -> request.body().isEmpty() || keepsBody(request, answer, uri))
                .map(uri -> new Http.Request(
                        method(request, answer), uri, headers(request, uri), request.timeout(), request.body()));
    }

    private static boolean keepsBody(Http.Request request, Http.Answer answer, URI to) {
        return SAME_METHOD.contains(answer.status()) && origin(request.uri()).equals(origin(to));
    }

    private static Optional<URI> resolve(URI from, String location) {
        try {
            URI to = from.resolve(location);
            return to.getHost() != null && mayFollow(scheme(from), scheme(to)) ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean mayFollow(String from, String to) {
        return to.equals("https") || (to.equals("http") && from.equals("http"));
    }

    private static String scheme(URI uri) {
        return Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
    }

    private static String method(Http.Request request, Http.Answer answer) {
        boolean keep = SAME_METHOD.contains(answer.status()) || request.method().equals("HEAD");
        return keep ? request.method() : "GET";
    }

    private static SortedMap<String, String> headers(Http.Request request, URI to) {
        return origin(request.uri()).equals(origin(to)) ? request.headers() : new TreeMap<>();
    }

    private static String origin(URI uri) {
        int port = uri.getPort() != -1 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
        return scheme(uri) + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}

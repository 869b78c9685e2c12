package dev.rollback.health;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Checks the URL of a probe where it is given. Says what is wrong with it without showing what may be a secret. */
final class ProbeUrl {

    private ProbeUrl() {}

    static URI parse(String url) {
        try {
            URI uri = new URI(url);
            Optional<String> problem = problem(uri);
            if (problem.isPresent()) {
                throw refusal(url, problem.get());
            }
            return uri;
        } catch (URISyntaxException e) {
            throw refusal(url, "has a character that a URL cannot have");
        }
    }

    private static Optional<String> problem(URI uri) {
        if (uri.getRawUserInfo() != null
                || Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@")) {
            return Optional.of(
                    "holds a user or password, which would be printed; send requestHeader(\"Authorization\", ...) instead");
        }
        if (uri.getScheme() == null || !uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
            return Optional.of("does not start with http:// or https://");
        }
        return uri.getHost() == null ? Optional.of("has no host that is valid in a URL") : Optional.empty();
    }

    private static IllegalArgumentException refusal(String url, String problem) {
        return new IllegalArgumentException(
                "An HTTP probe cannot use the URL " + Shown.place(url) + ": it " + problem
                        + ". Expected an absolute URL with a host: write for example http(\"https://shop.example.com/health\").");
    }
}

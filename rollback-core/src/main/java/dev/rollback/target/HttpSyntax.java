package dev.rollback.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What HTTP allows in a URL, a method and a header, for those who check them where they are given. Thread-safe. */
public final class HttpSyntax {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final List<String> SET_BY_HTTP =
            List.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private HttpSyntax() {}

    /** What keeps a request from being sent to this URL, to be read after "it"; empty if nothing does. Repeats no part of the URL. */
    public static Optional<String> faultOf(String url) {
        try {
            return faultOf(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.of("has a character that a URL cannot have");
        }
    }

    private static Optional<String> faultOf(URI uri) {
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

    /** Whether this can be the name of a method or a header (RFC 9110, token). */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Whether this can be the value of a header: printable and on one line. */
    public static boolean isHeaderValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Whether HTTP itself sets the header of that name. */
    public static boolean isSetByHttp(String header) {
        return SET_BY_HTTP.contains(header.toLowerCase(Locale.ROOT));
    }
}

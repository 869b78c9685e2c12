package dev.rollback.health;

import java.net.URI;
import java.util.regex.Pattern;

/** How things from elsewhere are shown in evidence: short, on one line, and without what may be a secret. */
final class Shown {

    private static final int LONGEST = 80;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final Pattern PRIVATE_HEADER =
            Pattern.compile("(?i).*(authorization|cookie|token|secret|password|api-?key|credential|signature).*");

    private Shown() {}

    /** A text in quotes, cut where it is long. */
    static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    /** A text on one line, cut where it is long. */
    static String shortened(String text) {
        String line = UNPRINTABLE.matcher(text.strip()).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Where a request goes: scheme, host and path. A query may carry a token and is left out. */
    static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }

    /** What was meant for a URL, without its user and its query. */
    static String place(String url) {
        String host = url.contains("@") ? "…" + url.substring(url.lastIndexOf('@')) : url;
        return quoted(host.split("[?#]", 2)[0]);
    }

    /** Whether the value of a header of that name is nobody's business. */
    static boolean isPrivate(String header) {
        return PRIVATE_HEADER.matcher(header).matches();
    }
}

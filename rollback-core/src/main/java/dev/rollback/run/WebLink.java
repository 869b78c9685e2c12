package dev.rollback.run;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a link where it is given, and keeps it without what may be a secret: what is not kept is never journaled or printed. */
final class WebLink {

    private static final String HIDDEN = "hidden";
    private static final Pattern PARAMETER = Pattern.compile("(?<=[?&#;])([^=&#;?]+)=([^&#;]*)");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(auth|token|secret|passw|pwd|api-?_?key|credential|signature|session|jwt|cookie).*|(?i)(x-amz-)?(key|sig|code|pass|sid)");
    private static final Pattern SECRET_VALUE = Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_+=-]{32,}");

    private WebLink() {}

    /** What is wrong with it, without showing what may be a secret; empty if nothing is. */
    static Optional<String> fault(String url) {
        try {
            return problem(new URI(url)).map(problem -> "the link " + shown(url) + " " + problem);
        } catch (URISyntaxException e) {
            return Optional.of("the link " + shown(url)
                    + " has a character that a URL cannot have: write it as the browser's address bar gives it");
        }
    }

    private static Optional<String> problem(URI uri) {
        if (Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@")) {
            return Optional.of("holds a user or password: leave it out, who follows the link logs in");
        }
        if (uri.getScheme() == null || !uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
            return Optional.of("does not start with http:// or https://: give the whole URL");
        }
        return uri.getHost() == null
                ? Optional.of("has no host that is valid in a URL: expected for example https://wiki.example.com/page")
                : Optional.empty();
    }

    /** What was meant for a link, without its user and its query. */
    private static String shown(String url) {
        String host = url.contains("@") ? "…" + url.substring(url.lastIndexOf('@')) : url;
        return "\"" + host.split("[?#]", 2)[0] + "\"";
    }

    /** The link, with the value of each parameter hidden that is called like a secret or looks like one. */
    static String masked(String url) {
        Matcher parameters = PARAMETER.matcher(url);
        return parameters.replaceAll(parameter -> {
            String name = parameter.group(1);
            String value = isSecret(name, parameter.group(2)) ? HIDDEN : parameter.group(2);
            return Matcher.quoteReplacement(name + "=" + value);
        });
    }

    private static boolean isSecret(String name, String value) {
        return SECRET_NAME.matcher(name).matches()
                || SECRET_VALUE.matcher(value).matches();
    }
}

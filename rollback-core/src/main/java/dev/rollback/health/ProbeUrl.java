package dev.rollback.health;

import dev.rollback.target.HttpSyntax;
import java.net.URI;

/** Checks the URL of a probe where it is given. Says what is wrong with it without showing what may be a secret. */
final class ProbeUrl {

    private ProbeUrl() {}

    static URI parse(String url) {
        HttpSyntax.faultOf(url).ifPresent(fault -> {
            throw new IllegalArgumentException(
                    "An HTTP probe cannot use the URL " + Shown.place(url) + ": it " + fault
                            + ". Expected an absolute URL with a host: write for example http(\"https://shop.example.com/health\").");
        });
        return URI.create(url);
    }
}

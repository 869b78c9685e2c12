package dev.rollback.aws.cloudfront;

import java.util.List;
import java.util.Locale;

/** Paths for people. */
final class Texts {

    private static final int SHOWN = 4;

    private Texts() {}

    /** A few of them, and how many more there are. */
    static String some(List<String> paths) {
        int more = paths.size() - SHOWN;
        String shown = String.join(", ", paths.subList(0, Math.min(SHOWN, paths.size())));
        return more > 0 ? String.format(Locale.ROOT, "%s and %,d more", shown, more) : shown;
    }

    /** {@code 1 path}, {@code 1,020 paths}. */
    static String count(int number, String thing) {
        String grouped = number < 1_000 ? Integer.toString(number) : String.format(Locale.ROOT, "%,d", number);
        return grouped + " " + thing + (number == 1 ? "" : "s");
    }
}

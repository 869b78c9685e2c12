package dev.rollback.aws.rds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a change calls the things that it makes: the same each time, so that what was made by a call whose answer was lost is found again.
 *
 * @param name the database's own
 * @param mark tells changes apart
 */
record Names(String name, String mark) {

    private static final int LONGEST = 63;
    private static final int MARK = 8;

    static Names of(String name, String changeId) {
        return new Names(name, HexFormat.of().formatHex(digest(changeId)).substring(0, MARK));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What all names that changes make of a name begin with: a long name is cut to make room. */
    static String shared(String name) {
        String longest = of(name, "any").with("restored");
        return name.length() < longest.length() && longest.startsWith(name)
                ? name
                : longest.substring(0, longest.indexOf("-restored-"));
    }

    /** The restored database, before it takes over the name. */
    String restored() {
        return with("restored");
    }

    /** The database that was there, once its name is taken. */
    String replaced() {
        return with("replaced");
    }

    /** The snapshot of the database as it was. */
    String safety() {
        return with("before");
    }

    private String with(String what) {
        String end = "-" + what + "-" + mark;
        String begin = name.length() + end.length() > LONGEST ? name.substring(0, LONGEST - end.length()) : name;
        return (begin.endsWith("-") ? begin.substring(0, begin.length() - 1) : begin) + end;
    }

    /**
     * A name in the letters that RDS keeps it in.
     *
     * @throws IllegalArgumentException when RDS would refuse it
     */
    static String checked(String what, String name) {
        boolean well = name.matches("[A-Za-z][A-Za-z0-9-]{0,62}") && !name.contains("--") && !name.endsWith("-");
        if (!well) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a " + what
                    + ": expected 1 to 63 letters, digits and single hyphens, a letter first, no hyphen last. Write its"
                    + " identifier, not its endpoint.");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}

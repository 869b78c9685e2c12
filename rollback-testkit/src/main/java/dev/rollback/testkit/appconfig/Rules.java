package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms that AppConfig's requests must have. Source: API reference, the constraints of each member. */
final class Rules {
    static final String ID = "[a-z0-9]{4,7}";
    private static final String STRATEGY_ID = "[a-z0-9]{4,7}|AppConfig\\.[A-Za-z0-9]{9,40}";
    private static final int NAME = 64;
    private static final int PROFILE_NAME = 128;
    private static final int DESCRIPTION = 1024;
    private static final int MOST_PER_PAGE = 50;

    private Rules() {}

    static String id(String member, @Nullable String value) {
        return matching(member, value, ID);
    }

    static String strategyId(@Nullable String value) {
        return matching("deploymentStrategyId", value, STRATEGY_ID);
    }

    private static String matching(String member, @Nullable String value, String pattern) {
        String given = present(member, value);
        if (!given.matches(pattern)) {
            throw AppConfigErrors.malformed(member, given, "regular expression pattern: " + pattern);
        }
        return given;
    }

    static String name(@Nullable String value) {
        return sized("name", present("name", value), 1, NAME);
    }

    static String profileName(@Nullable String value) {
        return sized("name", present("name", value), 1, PROFILE_NAME);
    }

    static @Nullable String description(@Nullable String value) {
        return value == null ? null : sized("description", value, 0, DESCRIPTION);
    }

    /** A label needs something beside digits, so that it cannot be taken for a version number. */
    static @Nullable String label(@Nullable String value) {
        return value == null ? null : matching("versionLabel", sized("versionLabel", value, 1, NAME), ".*[^0-9].*");
    }

    static int between(String member, @Nullable Integer value, int least, int most) {
        int given = present(member, value);
        if (given < least || given > most) {
            throw AppConfigErrors.malformed(member, String.valueOf(given), "value between " + least + " and " + most);
        }
        return given;
    }

    private static String sized(String member, String value, int least, int most) {
        if (value.length() < least || value.length() > most) {
            throw AppConfigErrors.malformed(member, value, "length between " + least + " and " + most);
        }
        return value;
    }

    static <T> T present(String member, @Nullable T value) {
        if (value == null) {
            throw AppConfigErrors.malformed(member, "null", "not null");
        }
        return value;
    }

    /** At most 50 on a page, which is also what comes unasked. */
    static <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer maxResults) {
        int size = maxResults == null ? MOST_PER_PAGE : between("maxResults", maxResults, 1, MOST_PER_PAGE);
        return Page.of(all, token, size, () -> AppConfigErrors.badRequest("Invalid NextToken: " + token));
    }
}

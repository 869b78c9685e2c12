package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.List;

/** What stands between the slashes and colons of a name. Asked for at each call of a rehearsal, so without a pattern. */
final class Words {
    private Words() {}

    /** The words of a name; empty ones do not count. */
    static List<String> of(String name) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (isBreak(name, i)) {
                if (i > from) {
                    words.add(name.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }

    /** Whether one of the names has it between its slashes and colons. */
    static boolean isIn(List<String> names, String word) {
        for (String name : names) {
            for (int at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
                if (isBreak(name, at - 1) && isBreak(name, at + word.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBreak(String name, int at) {
        return at < 0 || at >= name.length() || name.charAt(at) == '/' || name.charAt(at) == ':';
    }
}

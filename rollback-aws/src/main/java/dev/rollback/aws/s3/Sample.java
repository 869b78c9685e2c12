package dev.rollback.aws.s3;

import java.util.ArrayList;
import java.util.List;

/** A few items spread evenly over many, without knowing how many will come. The same items always give the same sample. To be used by one thread. */
final class Sample<T> {

    private static final int MOST = 10;

    private final List<T> taken = new ArrayList<>();
    private long seen;
    private long step = 1;

    void add(T item) {
        if (seen++ % step != 0) {
            return;
        }
        if (taken.size() == MOST) {
            thinOut();
            if ((seen - 1) % step != 0) {
                return;
            }
        }
        taken.add(item);
    }

    /** Every second one goes, and from now on only half as many come. */
    private void thinOut() {
        for (int i = taken.size() - 1; i > 0; i -= 2) {
            taken.remove(i);
        }
        step *= 2;
    }

    List<T> items() {
        return List.copyOf(taken);
    }

    /** How many there were. */
    long seen() {
        return seen;
    }
}

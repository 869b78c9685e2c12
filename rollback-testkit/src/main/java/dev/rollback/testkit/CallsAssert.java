package dev.rollback.testkit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about calls to AWS. */
public final class CallsAssert extends AbstractAssert<CallsAssert, Calls> {

    CallsAssert(Calls actual) {
        super(actual, CallsAssert.class);
    }

    /** These operations were called, in this order, and no others. */
    public CallsAssert containsExactly(String... operations) {
        isNotNull();
        List<String> expected = List.of(operations);
        if (!actual.operations().equals(expected)) {
            failWithMessage("Expected the calls %s, there are\n%s", expected, actual);
        }
        return this;
    }

    /** There was none. */
    public CallsAssert isEmpty() {
        return containsExactly();
    }

    /** This operation was called that often. */
    public CallsAssert contains(String operation, int times) {
        isNotNull();
        int there = actual.of(operation).count();
        if (there != times) {
            failWithMessage("Expected %s calls of %s, there are %s among\n%s", times, operation, there, actual);
        }
        return this;
    }
}

package dev.rollback.aws.sdk;

import dev.rollback.target.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Records of a step that end with the test. */
public final class TestLedger implements Ledger {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void append(List<String> more) {
        lines.addAll(more);
    }

    @Override
    public Stream<String> lines() {
        return List.copyOf(lines).stream();
    }
}

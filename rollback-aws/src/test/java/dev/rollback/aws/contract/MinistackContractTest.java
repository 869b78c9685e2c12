package dev.rollback.aws.contract;

import org.junit.jupiter.api.Tag;

/** What ministack keeps of the clauses, over the wire. */
@Tag("wire")
class MinistackContractTest implements EveryContract {

    private final Emulator emulator = Emulator.ministack();

    @Override
    public Subject subject() {
        return emulator;
    }

    @Override
    public String role() {
        return emulator.role();
    }

    @Override
    public String distribution(String alias) {
        return emulator.distribution(alias);
    }
}

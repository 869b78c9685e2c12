package dev.rollback.aws.contract;

import org.junit.jupiter.api.Tag;

/** What moto keeps of the clauses, over the wire. */
@Tag("wire")
class MotoContractTest implements EveryContract {

    private final Emulator emulator = Emulator.moto();

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

package dev.rollback.aws.contract;

/** The fakes keep every clause: they have no deviations. */
class FakesContractTest implements EveryContract {

    private final Fakes fakes = new Fakes();

    @Override
    public Subject subject() {
        return fakes;
    }

    @Override
    public String role() {
        return "arn:aws:iam::123456789012:role/contract";
    }

    @Override
    public String distribution(String alias) {
        return fakes.distribution(alias);
    }
}

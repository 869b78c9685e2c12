package dev.rollback.aws.contract;

/** The fakes keep every clause: they have no deviations. */
class FakesContractTest implements EcsContract, LambdaContract {

    private final Subject fakes = new Fakes();

    @Override
    public Subject subject() {
        return fakes;
    }

    @Override
    public String role() {
        return "arn:aws:iam::123456789012:role/contract";
    }
}

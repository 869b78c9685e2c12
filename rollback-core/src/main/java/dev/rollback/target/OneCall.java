package dev.rollback.target;

/** An action whose one call does it all. */
record OneCall(String describe, Work work) implements Action {

    @Override
    public Progress reconcile(Attempt attempt) {
        try {
            work.run(attempt);
            return Progress.done(describe + " done");
        } catch (TargetException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TargetException.of(TargetException.Kind.UNKNOWN_OUTCOME, describe + " was interrupted", e);
        } catch (Exception e) {
            return Progress.failed(FailureKind.ENVIRONMENT, describe + " failed: " + e);
        }
    }
}

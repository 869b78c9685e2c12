package dev.rollback.lease;

import java.util.Optional;

/** What became of asking for a lease. Immutable. */
public sealed interface Acquisition {

    /** Answers each outcome apart. */
    interface Visitor<R> {
        /** It is yours. */
        R granted(Granted granted);

        /** Somebody holds it. */
        R held(Held held);

        /** It is free, but for somebody with a worse problem. */
        R reserved(Reserved reserved);
    }

    /** Calls the visitor's method for this outcome. */
    <R> R accept(Visitor<R> visitor);

    /** The lease, if it was granted. */
    default Optional<Lease> lease() {
        return Optional.empty();
    }

    /**
     * It is yours until {@link Lease#until()}: renew it before.
     *
     * @param granted the lease
     */
    record Granted(Lease granted) implements Acquisition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.granted(this);
        }

        @Override
        public Optional<Lease> lease() {
            return Optional.of(granted);
        }
    }

    /**
     * Somebody holds it.
     *
     * @param holder who, since when, until when
     */
    record Held(Holder holder) implements Acquisition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.held(this);
        }
    }

    /**
     * Its holder gave way to somebody with a worse problem, for whom it is kept a while.
     *
     * @param asked who, and how long it is kept
     */
    record Reserved(Asked asked) implements Acquisition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reserved(this);
        }
    }
}

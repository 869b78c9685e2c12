package dev.rollback.target;

/**
 * A target that can give the wanted version a share of the traffic: it honours {@link Attempt#weight()} and answers {@link Progress.Serving} or
 * {@link Progress.Settled} when that share is reached. Only such targets may be rolled back with {@code gradually(...)}.
 */
public interface Gradual extends Target {}

package dev.rollback.examples.mutants;

/**
 * One method that goes wrong.
 *
 * @param type the class, as {@link Class#getName()} has it
 * @param method its method; all of that name
 * @param twist what goes wrong in it
 */
record Bug(String type, String method, Twist twist) {

    @Override
    public String toString() {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}

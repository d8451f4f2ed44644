package dev.sluice.it.campaign;

/**
 * A test of the product; all runs of a parameterized one.
 *
 * @param testClass its full name
 */
record TestMethod(String testClass, String method) {
    /** @param text such as {@code dev.sluice.readiness.PreflightTest#a_rollout_can_begin_on} */
    static TestMethod parse(String text) {
        var parts = text.split("#", 2);
        if (parts.length != 2 || !parts[0].matches("[a-z.]+\\.[A-Z]\\w*Test") || !parts[1].matches("[a-z]\\w*")) {
            throw new IllegalArgumentException("'" + text + "' is not package.ClassTest#method");
        }
        return new TestMethod(parts[0], parts[1]);
    }

    /** The class without its package. */
    String shortName() {
        return testClass.substring(testClass.lastIndexOf('.') + 1) + "." + method;
    }
}

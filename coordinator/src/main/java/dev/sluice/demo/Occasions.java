package dev.sluice.demo;

/**
 * When a fault happens, among the times at which it could.
 *
 * @param within only where the script that a command brings, or the body of a request, contains this; empty for anywhere
 * @param after how many of them pass unharmed first
 * @param times how often it happens then
 */
public record Occasions(String within, int after, int times) {
    /** From now on, until the fault is healed. */
    public static Occasions always() {
        return new Occasions("", 0, Integer.MAX_VALUE);
    }

    /** The next time only. */
    public static Occasions once() {
        return new Occasions("", 0, 1);
    }

    /** The same, once {@code count} of them have passed unharmed. */
    public Occasions after(int count) {
        return new Occasions(within, count, times);
    }

    /** The same, but only where a script or a request's body contains {@code text}: one step of many, one operation of many. */
    public Occasions within(String text) {
        return new Occasions(text, after, times);
    }

    /** What is left when one more has come. */
    Occasions next() {
        return after > 0 ? new Occasions(within, after - 1, times) : new Occasions(within, 0, times - 1);
    }
}

package dev.sluice.demo;

/**
 * When a fault happens, among the times at which it could.
 *
 * @param within only where the script of a command, or the body of a request, contains this; empty for anywhere
 * @param after how many of them pass unharmed first
 * @param times how often it happens then
 */
public record FaultSchedule(String within, int after, int times) {
    /** From now on, until the fault is healed. */
    public static FaultSchedule always() {
        return new FaultSchedule("", 0, Integer.MAX_VALUE);
    }

    /** The next time only. */
    public static FaultSchedule once() {
        return new FaultSchedule("", 0, 1);
    }

    /** The same, once {@code count} of them have passed unharmed. */
    public FaultSchedule after(int count) {
        return new FaultSchedule(within, count, times);
    }

    /** The same, but only where a script or a request's body contains {@code text}: one step of many, one operation of many. */
    public FaultSchedule within(String text) {
        return new FaultSchedule(text, after, times);
    }

    /** What is left after one more occasion. */
    FaultSchedule next() {
        return after > 0 ? new FaultSchedule(within, after - 1, times) : new FaultSchedule(within, 0, times - 1);
    }
}

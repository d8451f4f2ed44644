package dev.sluice.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The window of the terminal that this process belongs to, as POSIX's {@code stty size} tells it; Java itself does not. */
final class Window implements Supplier<WindowSize> {
    private static final Pattern ANSWER = Pattern.compile("\\s*(\\d{1,4}) (\\d{1,4})\\s*");
    private static final long PATIENCE_MILLIS = 500;

    private volatile WindowSize size = WindowSize.standard();

    /** The size when it was last looked at. */
    @Override
    public WindowSize get() {
        return size;
    }

    /** Asks again: a window can be drawn larger or smaller at any time. What cannot be asked keeps its size. */
    void look() {
        ask().flatMap(Window::parse).ifPresent(found -> size = found);
    }

    private static Optional<String> ask() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Lines first, as stty says them; a terminal that does not know says 0. */
    static Optional<WindowSize> parse(String answer) {
        var matcher = ANSWER.matcher(answer);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var found = new WindowSize(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
        return Optional.of(found).filter(size -> size.columns() > 0 && size.lines() > 0);
    }
}

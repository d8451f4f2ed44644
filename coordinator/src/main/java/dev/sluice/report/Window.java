package dev.sluice.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The window of the terminal that this process belongs to, read with POSIX's {@code stty size}, because Java cannot read it. */
final class Window implements Supplier<WindowSize> {
    private static final Pattern ANSWER = Pattern.compile("\\s*(\\d{1,4}) (\\d{1,4})\\s*");
    private static final long PATIENCE_MILLIS = 500;

    private volatile WindowSize size = WindowSize.standard();

    /** The size when it was last read. */
    @Override
    public WindowSize get() {
        return size;
    }

    /** Reads the size again, because a window can be resized at any time. If it cannot be read, the size stays. */
    void refresh() {
        read().flatMap(Window::parse).ifPresent(found -> size = found);
    }

    private static Optional<String> read() {
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

    /** Lines first, as stty prints them; a terminal without a known size reports 0. */
    static Optional<WindowSize> parse(String answer) {
        var matcher = ANSWER.matcher(answer);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var found = new WindowSize(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)));
        return Optional.of(found).filter(size -> size.columns() > 0 && size.lines() > 0);
    }
}

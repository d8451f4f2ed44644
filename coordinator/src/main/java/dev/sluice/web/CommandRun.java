package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.daemon.ServedSite;
import dev.sluice.web.Commands.Lasting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One command that a caller has run here, and what it printed. It does not depend on whether anyone reads that. */
final class CommandRun implements Runnable, Commands.Console {
    /** A person who is asked answers in this time; the question holds the fleet. */
    private static final long ANSWER_SECONDS = 120;

    private static final long MOST_OUTPUT = 16L << 20;
    private static final int UNEXPECTED = 1;

    private final String id;
    private final Order order;
    private final Path reports;
    private final Commands commands;
    private final boolean shows;
    private final CommandOutput output = new CommandOutput(MOST_OUTPUT);
    private final PrintWriter out = CommandWriter.of(output, "out");
    private final PrintWriter err = CommandWriter.of(output, "err");
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
    private volatile @Nullable Thread thread;
    private volatile Optional<Instant> unread = Optional.empty();
    private volatile Optional<Instant> ended = Optional.empty();

    /** Who answers questions of a command. */
    enum Answering {
        /** The caller, who is asked. */
        CALLER,
        /** Every answer is no. */
        NO_ONE
    }

    /**
     * What a caller asks for.
     *
     * @param key of the caller's choice: an order that is sent again with the same key is the same order
     */
    record Order(ServedSite site, Caller caller, List<String> arguments, Answering answering, String key) {
        Order {
            arguments = List.copyOf(arguments);
        }

        boolean isOf(ServedSite other, Caller sender) {
            return site == other && caller.actor().equals(sender.actor());
        }
    }

    /** @param question the number of the line that asked */
    private record Answer(int question, String word) {}

    CommandRun(String id, Order order, Path reports, Commands commands) {
        this.id = id;
        this.order = order;
        this.reports = reports;
        this.commands = commands;
        this.shows = commands.admission(order.arguments())
                .filter(admission -> admission.lasting() == Lasting.WHILE_READ)
                .isPresent();
    }

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    Path reports() {
        return reports;
    }

    CommandOutput output() {
        return output;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public PrintWriter err() {
        return err;
    }

    @Override
    public boolean confirms(String question) {
        if (order.answering() == Answering.NO_ONE) {
            return false;
        }
        out.flush();
        err.flush();
        answers.clear();
        int number = output.add("ask", question);
        try {
            var answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            return answer != null
                    && answer.question() == number
                    && answer.word().equals("yes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An answer to the question with this number; the first one counts. */
    void answer(int question, String word) {
        var unused = answers.offer(new Answer(question, word));
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        int code = UNEXPECTED;
        try {
            code = commands.run(order.site(), order.caller(), order.arguments(), reports, this);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(CommandRun.class).warn("{}: this is a defect", order.arguments(), e);
            err.println("sluice: unexpected error; the log of the daemon has it");
        } finally {
            forgetThread();
            out.flush();
            err.flush();
            output.add("exit", code);
        }
    }

    private synchronized void forgetThread() {
        thread = null;
        var unused = Thread.interrupted();
    }

    /** When it had ended, as seen by the one who asks again and again. */
    Optional<Instant> ended(Instant now) {
        if (ended.isEmpty() && output.endsBefore(Integer.MAX_VALUE)) {
            ended = Optional.of(now);
        }
        return ended;
    }

    boolean isRunning() {
        return !output.endsBefore(Integer.MAX_VALUE);
    }

    /** Ends a command that only shows something, where no one has read it since long. */
    void endUnread(Instant now, Instant longAgo) {
        if (output.isRead()) {
            unread = Optional.empty();
            return;
        }
        unread = unread.or(() -> Optional.of(now));
        if (shows && unread.orElseThrow().isBefore(longAgo)) {
            interrupt();
        }
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}

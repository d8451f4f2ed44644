package dev.sluice.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * The whole conversation with one host script, over the standard input and output of one exec request.
 *
 * <pre>
 * to the host                      from the host
 * NONCE                            anything: banners, output of .bashrc (ignored)
 * the script's bytes, as a number
 * the script's lines
 * NONCE
 * key=percent-encoded value …
 * NONCE                            NONCE BEGIN
 *                                  NONCE OUT percent-encoded output of a program
 *                                  NONCE ALIVE
 * payload, to the end of input     NONCE ROW key=value …
 *   or: NONCE GO | NONCE NO        NONCE READY
 *                                  NONCE OK key=value …  |  NONCE ERR code key=value …
 * </pre>
 *
 * What is sent for execution is constant, so that no login shell ever parses a value, and values are read by {@code read} alone, which takes
 * no byte too many from a pipe ({@code sh -s} would: dash reads ahead and then executes values). It takes each byte by a system call of its own, and so
 * dd reads the script.
 */
public final class HostConversation {
    /** The one exec request. No newline, backslash pair or history mark is in it, so csh and fish take the quoted text as sh does. */
    public static final String COMMAND = "exec /bin/sh -c '" + bootstrap() + "'";

    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{16,64}");

    private final HostCommand command;
    private final RequestWriter request;
    private final AnswerReader answers;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private boolean decided;

    private HostConversation(HostCommand command, RequestWriter request, AnswerReader answers) {
        this.command = command;
        this.request = request;
        this.answers = answers;
    }

    /**
     * What the shell of {@link #COMMAND} runs: reads a script up to the nonce and evaluates it; exit status 65 when none came. A host whose dd does not know
     * {@code iflag=fullblock} reads nothing by it, and the loop reads all lines; after a dd that read less than it was asked for, the loop reads the rest.
     */
    public static String bootstrap() {
        return "LC_ALL=C; export LC_ALL; IFS= read -r k || exit 65; IFS= read -r b || exit 65; n=$(printf \"\\n"
                + "x\"); n=${n%x}; s=$(dd bs=\"$b\" count=1 iflag=fullblock 2>/dev/null; printf .); s=${s%.};"
                + " while IFS= read -r l; do if [ \"$l\" = \"$k\" ]; then eval \"$s\"; exit; fi;"
                + " s=$s$l$n; done; exit 65";
    }

    /**
     * Runs the conversation. The caller's thread reads; one task on {@code writer} writes script, values and payload, so that an early answer is read
     * while a payload is still being sent. After READY the caller's thread waits for that task, asks for consent and writes GO itself.
     *
     * <p>On return the answer is read, but the writing task may still be blocked in {@code stdin}, when the host answered before it took all:
     * the caller then ends the channel, and the task with it. Closing {@code stdin} must mean end of input only, not the end of the channel.
     *
     * @param nonce 16 to 64 random letters and digits, new for each conversation
     * @return the answer; its log is empty, see {@link CommandResult#withLog}
     * @throws ConversationException when no answer came, or one that is out of bounds
     */
    public static CommandResult hold(
            HostCommand command, String nonce, OutputStream stdin, InputStream stdout, Executor writer)
            throws ConversationException {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("a nonce is 16 to 64 letters and digits");
        }
        var request = new RequestWriter(command, nonce, stdin);
        var conversation = new HostConversation(command, request, new AnswerReader(nonce, stdout, command.output()));
        return conversation.listen(CompletableFuture.runAsync(request, writer));
    }

    private CommandResult listen(CompletableFuture<Void> sending) throws ConversationException {
        while (true) {
            var frame = nextFrame();
            switch (frame.kind()) {
                case ROW -> rows.add(frame.values());
                case READY -> decide(sending);
                case OK, ERR -> {
                    return answer(frame);
                }
            }
        }
    }

    private Frame nextFrame() throws ConversationException {
        try {
            var frame = answers.next();
            if (frame.isPresent()) {
                return frame.get();
            }
        } catch (BadAnswerException e) {
            throw ConversationException.broken(name(), e.getMessage() + request.sentState());
        } catch (IOException e) {
            throw ConversationException.lost(name(), e.getMessage() + request.sentState(), e);
        }
        throw noAnswer();
    }

    private ConversationException noAnswer() {
        var failed = request.failedSource();
        if (failed.isPresent()) {
            return ConversationException.source(name(), failed.get());
        }
        if (!answers.started()) {
            return ConversationException.noShell(name(), answers.noise());
        }
        return ConversationException.lost(name(), "the output ended before the answer" + request.sentState(), null);
    }

    private void decide(CompletableFuture<Void> sending) throws ConversationException {
        if (!(command.input() instanceof HostCommand.Confirmed confirmed)) {
            throw ConversationException.broken(name(), "it asked for consent, but it has nothing to confirm");
        }
        if (decided) {
            throw ConversationException.broken(name(), "it asked for consent twice" + request.sentState());
        }
        decided = true;
        sending.join();
        request.consent(confirmed.consent().given());
    }

    private CommandResult answer(Frame frame) throws ConversationException {
        var failed = request.failedSource();
        if (failed.isPresent()) {
            throw ConversationException.source(name(), failed.get());
        }
        return new CommandResult(frame.code(), frame.values(), rows, "");
    }

    private String name() {
        return command.script().name();
    }
}

package dev.sluice.it.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers, and questions to them. Each narrowing gives answers again:
 * {@code traffic.answers().on("web01").sentFrom(switched).notFrom("v2").count()}.
 */
public final class Answers {
    /** Of a time without visitors. */
    public static final Answers NONE = new Answers(Stream::empty);

    private final Supplier<Stream<Answer>> source;

    Answers(Supplier<Stream<Answer>> source) {
        this.source = source;
    }

    /** Those of one host. */
    public Answers on(String host) {
        return where(answer -> answer.host().equals(host));
    }

    /** To requests sent at this instant or later: what a promise made at this instant is measured by. */
    public Answers sentFrom(Instant instant) {
        return where(answer -> !answer.sentAt().isBefore(instant));
    }

    /** To requests sent before this instant. */
    public Answers sentBefore(Instant instant) {
        return where(answer -> answer.sentAt().isBefore(instant));
    }

    /** No whole answer, another status than 200, or a page that is not the site's. */
    public Answers failed() {
        return where(Answer::failed);
    }

    /** With files of two releases in one answer. */
    public Answers torn() {
        return where(Answer::torn);
    }

    /** Whole answers of which any part came from another release than this. */
    public Answers notFrom(String release) {
        return where(answer -> answer.notWhollyFrom(release));
    }

    /**
     * Stale ones: sent to a host after it was said to serve a release, and yet not from that release.
     *
     * @param said by host, the instant of the promise; other hosts are left out
     */
    public Answers stale(Map<String, Instant> said, String release) {
        return where(answer -> {
                    Instant promised = said.get(answer.host());
                    return promised != null && !answer.sentAt().isBefore(promised);
                })
                .notFrom(release);
    }

    /** Those that were there before a moment of their host, such as its next switch; of other hosts all. */
    public Answers receivedBefore(Map<String, Instant> moments) {
        return where(answer -> answer.receivedAt().isBefore(moments.getOrDefault(answer.host(), Instant.MAX)));
    }

    public Answers where(Predicate<Answer> condition) {
        return new Answers(() -> source.get().filter(condition));
    }

    public long count() {
        return source.get().count();
    }

    public boolean isEmpty() {
        return source.get().findAny().isEmpty();
    }

    /** By host and connection, and within a connection in the order of sending. */
    public Stream<Answer> stream() {
        return source.get();
    }

    /** Torn ones count as {@code v1+v2}, failed ones as their error. */
    public SortedMap<String, Long> countByRelease() {
        return source.get().collect(Collectors.groupingBy(Answers::kind, TreeMap::new, Collectors.counting()));
    }

    public Latency latency() {
        return Latency.of(source.get());
    }

    private static String kind(Answer answer) {
        String error = answer.error();
        return error == null ? String.join("+", answer.releases()) : error;
    }

    /** The counts, and the first few answers: for a failed assertion's message. */
    @Override
    public String toString() {
        List<Answer> first = source.get().limit(3).toList();
        return countByRelease() + ", " + latency() + ", first " + first;
    }
}

package dev.sluice.codec;

import dev.sluice.document.SecretReference;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.HostSelector;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.rollout.RolloutEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Makes up values of the core's types: any record from its components, sealed interfaces from any of their records. */
public final class Samples {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "plain",
            "\"quoted\" \\ and / back\\slash\\",
            "line\nfeed\r\nand\ttab\u0000nul\u001b[31mred\u007f\u0085",
            "{\"v\":1,\"type\":\"RolloutFinished\"}\n{\"seq\":0}",
            "null",
            "true",
            "12",
            "../../etc/passwd",
            "$(reboot) `id` ; rm -rf / #",
            "\u202eevil\u2066 \u2028\u2029 \ufeff",
            "Ünïcødé 日本 \ud83d\ude80",
            "half a pair \ud83d",
            "\udc00",
            "ha:////4AAAAB+LCAAAAAAAAP9b85aBtbiIQTGjNKU4P0+vIKc0PTOvWK8kNzEvLzNPLy0xJ7E=",
            "sum\":\"00000000\"}");

    private static final Map<Class<?>, List<?>> SCALARS = Map.ofEntries(
            Map.entry(String.class, TEXTS),
            Map.entry(int.class, List.of(0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(Integer.class, List.of(0, 7, Integer.MAX_VALUE)),
            Map.entry(long.class, List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53)),
            Map.entry(Long.class, List.of(0L, Long.MAX_VALUE)),
            Map.entry(boolean.class, List.of(true, false)),
            Map.entry(
                    Instant.class,
                    List.of(
                            Instant.EPOCH,
                            Instant.parse("2026-11-22T22:30:00Z"),
                            Instant.parse("2026-11-22T22:30:00.1Z"),
                            Instant.parse("2026-04-05T15:29:59.123456789Z"),
                            Instant.MIN,
                            Instant.MAX)),
            Map.entry(
                    Duration.class,
                    List.of(
                            Duration.ZERO,
                            Duration.ofNanos(1),
                            Duration.ofMillis(38),
                            Duration.ofDays(3),
                            Duration.ofMillis(-1500),
                            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))),
            Map.entry(LocalDate.class, List.of(LocalDate.of(2026, 12, 20), LocalDate.MIN)),
            Map.entry(LocalDateTime.class, List.of(LocalDateTime.of(2026, 12, 20, 22, 30), LocalDateTime.MAX)),
            Map.entry(LocalTime.class, List.of(LocalTime.of(22, 0), LocalTime.MIDNIGHT, LocalTime.MAX)),
            Map.entry(ZoneId.class, List.of(ZoneId.of("Australia/Lord_Howe"), ZoneId.of("UTC"), ZoneId.of("+05:45"))),
            Map.entry(
                    HostName.class, List.of(new HostName("web01"), new HostName("_x.example.com"), new HostName("1"))),
            Map.entry(
                    HostSelector.class,
                    List.of(HostSelector.parse("canary, web & env=prod, !web07"), HostSelector.parse("*"))),
            Map.entry(ReleaseId.class, List.of(new ReleaseId("20261122-223000-9f3c1ab"), new ReleaseId("1"))),
            Map.entry(RolloutId.class, List.of(RolloutIds.of(0), RolloutId.of(-1, 1))),
            Map.entry(
                    SecretReference.class,
                    Stream.of("env:TOKEN", "file:~/a b", "command:pass show \"x\" \\ 日本")
                            .map(text -> SecretReference.parse(text).orElseThrow())
                            .toList()));

    private final Random random;
    private int depth;

    public Samples(long seed) {
        random = new Random(seed);
    }

    /** Every record that is an event. */
    public static List<Class<? extends RolloutEvent>> eventTypes() {
        return records(RolloutEvent.class)
                .<Class<? extends RolloutEvent>>map(type -> type.asSubclass(RolloutEvent.class))
                .toList();
    }

    /** The records that a sealed interface permits, at any depth. */
    static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Samples::records)
                : Stream.of(type);
    }

    /** A value of a record or of a sealed interface. */
    public <T> T some(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        var plain = (Class<?>) type;
        if (SCALARS.containsKey(plain)) {
            return pick(SCALARS.get(plain));
        }
        if (plain.isEnum()) {
            return pick(Arrays.asList(plain.getEnumConstants()));
        }
        depth++;
        var record = record(pick(records(plain).toList()));
        depth--;
        return record;
    }

    /** Deep down nothing contains anything: settings within settings would never end. */
    private int size() {
        return depth > 6 ? 1 : 4;
    }

    private Object container(ParameterizedType generic) {
        var arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(arguments[0]));
        }
        if (generic.getRawType() == Map.class) {
            var map = new LinkedHashMap<>();
            Stream.generate(() -> 0)
                    .limit(random.nextInt(size()))
                    .forEach(i -> map.put(name(arguments[0]), value(arguments[1])));
            return map;
        }
        var list = new ArrayList<>();
        Stream.generate(() -> 0).limit(random.nextInt(size())).forEach(i -> list.add(value(arguments[0])));
        return list;
    }

    /** Jackson reads no half surrogate pairs in names. */
    private Object name(Type type) {
        while (true) {
            var name = value(type);
            if (!(name instanceof String text)
                    || StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                return name;
            }
        }
    }

    /** Draws again where the record refuses what was drawn, such as a batch without hosts. */
    private Object record(Class<?> type) {
        while (true) {
            var components = type.getRecordComponents();
            var values = Arrays.stream(components)
                    .map(c -> value(c.getGenericType()))
                    .toArray();
            try {
                var types =
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new AssertionError(e);
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

package dev.sluice.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.document.SecretReference;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.HostSelector;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.playbook.BatchSize;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.TransferRate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;

/**
 * Configures Jackson for the core's types in place of annotations: the types that are written as text; a {@code type} for each sealed interface,
 * which can only name one of its permitted records; enums in lower case, as users write them.
 */
final class CoreTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final List<Scalar<?>> SCALARS = List.of(
            new Scalar<>(BatchSize.class, CoreTypes::batchSize),
            new Scalar<>(HostCount.class, CoreTypes::hostCount),
            new Scalar<>(HostName.class, HostName::new),
            new Scalar<>(HostSelector.class, HostSelector::parse),
            new Scalar<>(ReleaseId.class, ReleaseId::new),
            new Scalar<>(RolloutId.class, RolloutId::value, RolloutId::new),
            new Scalar<>(
                    SecretReference.class, text -> SecretReference.parse(text).orElseThrow()),
            new Scalar<>(TransferRate.class, TransferRate::parse),
            new Scalar<>(Duration.class, Duration::parse),
            new Scalar<>(Instant.class, Instant::parse),
            new Scalar<>(LocalDate.class, LocalDate::parse),
            new Scalar<>(LocalTime.class, LocalTime::parse),
            new Scalar<>(ZoneId.class, ZoneId::of));

    private static final JsonTypeInfo.Value BY_TYPE = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, null);

    static JacksonModule scalars() {
        var module = new SimpleModule("sluice");
        SCALARS.forEach(scalar -> scalar.addTo(module));
        FitValue.addTo(module);
        return module;
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        var type = annotated.getRawType();
        return annotated instanceof AnnotatedClass && type.isSealed() && !isScalar(type) ? BY_TYPE : null;
    }

    private static boolean isScalar(Class<?> type) {
        return SCALARS.stream().anyMatch(scalar -> scalar.type() == type);
    }

    /** Jackson uses the returned array when it writes, and the array that it passed when it reads. */
    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] values, @Nullable String[] names) {
        Arrays.setAll(names, i -> values[i].name().toLowerCase(Locale.ROOT));
        return names.clone();
    }

    /** Only optional fields may be missing: otherwise a missing number would be read as 0. */
    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return member.getRawType() != Optional.class;
    }

    private static BatchSize batchSize(String text) {
        return text.endsWith("%") ? new BatchSize.Percent(percent(text)) : new BatchSize.Hosts(Integer.parseInt(text));
    }

    private static HostCount hostCount(String text) {
        return text.endsWith("%") ? new HostCount.Percent(percent(text)) : new HostCount.Hosts(Integer.parseInt(text));
    }

    private static int percent(String text) {
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }
}

package dev.sluice.codec;

import dev.sluice.playbook.ReleaseWindow.Fit;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** What has to fit into a window, as a playbook writes it: earlier versions knew {@code true} and {@code false} only. */
final class FitValue {
    private FitValue() {}

    static void addTo(SimpleModule module) {
        module.addSerializer(Fit.class, new Writer());
        module.addDeserializer(Fit.class, new Reader());
    }

    private static final class Writer extends StdScalarSerializer<Fit> {
        Writer() {
            super(Fit.class);
        }

        @Override
        public void serialize(Fit value, JsonGenerator out, SerializationContext context) {
            switch (value) {
                case OFF -> out.writeBoolean(false);
                case ON -> out.writeBoolean(true);
                case BATCH, ROLLOUT -> out.writeString(value.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static final class Reader extends StdScalarDeserializer<Fit> {
        Reader() {
            super(Fit.class);
        }

        @Override
        public Fit deserialize(JsonParser in, DeserializationContext context) {
            return switch (in.currentToken()) {
                case VALUE_TRUE -> Fit.ON;
                case VALUE_FALSE -> Fit.OFF;
                case VALUE_STRING -> named(in, context);
                default -> (Fit) context.handleUnexpectedToken(Fit.class, in);
            };
        }

        private static Fit named(JsonParser in, DeserializationContext context) {
            return switch (in.getString()) {
                case "batch" -> Fit.BATCH;
                case "rollout" -> Fit.ROLLOUT;
                default -> (Fit) context.handleWeirdStringValue(Fit.class, in.getString(), "neither batch nor rollout");
            };
        }
    }
}

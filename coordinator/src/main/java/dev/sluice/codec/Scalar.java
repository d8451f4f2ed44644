package dev.sluice.codec;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * A type that is written as text, and read from that text only.
 *
 * @param text gives the text from which {@code parse} makes the same value
 */
record Scalar<T>(Class<T> type, Function<T, String> text, Function<String, T> parse) {
    /** A type whose text is its {@code toString}. */
    Scalar(Class<T> type, Function<String, T> parse) {
        this(type, Object::toString, parse);
    }

    void addTo(SimpleModule module) {
        module.addSerializer(type, new Writer<>(this));
        module.addDeserializer(type, new Reader<>(this));
    }

    private static final class Writer<T> extends StdScalarSerializer<T> {
        private final Scalar<T> scalar;

        Writer(Scalar<T> scalar) {
            super(scalar.type());
            this.scalar = scalar;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(scalar.text().apply(value));
        }
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private final Scalar<T> scalar;

        Reader(Scalar<T> scalar) {
            super(scalar.type());
            this.scalar = scalar;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return scalar.type().cast(context.handleUnexpectedToken(scalar.type(), in));
            }
            try {
                return scalar.parse().apply(in.getString());
            } catch (RuntimeException e) {
                return scalar.type()
                        .cast(context.handleWeirdStringValue(
                                scalar.type(), in.getString(), "%s", String.valueOf(e.getMessage())));
            }
        }
    }
}

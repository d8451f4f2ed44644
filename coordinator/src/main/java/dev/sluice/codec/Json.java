package dev.sluice.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * The configuration of Jackson for all stored files: canonical when it writes, strict when it reads. Characters outside ASCII are escaped, so that
 * text from hosts cannot affect a terminal that shows the file, and half a surrogate pair is preserved.
 */
final class Json {
    /** Longest text and longest name, in characters; longer than any line that the journal accepts. */
    private static final int MAX_TEXT = 20_000_000;

    private static final long MAX_DOCUMENT = 512_000_000;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_DIGITS = 40;

    private final JsonMapper mapper;

    Json(UnaryOperator<JsonMapper.Builder> more) {
        mapper = more.apply(strict()).build();
    }

    ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** A record's components. */
    ObjectNode fields(Object value) {
        try {
            return mapper.valueToTree(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(why(e), e);
        }
    }

    /** On one line, without a line feed. */
    String line(ObjectNode object) {
        return mapper.writeValueAsString(object);
    }

    /** Indented, with a line feed at the end. */
    String page(ObjectNode object) {
        return mapper.writer().with(pretty()).writeValueAsString(object) + "\n";
    }

    ObjectNode parse(String text, String what) throws CodecException {
        try {
            if (mapper.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new CodecException(what + " is not JSON: " + why(e), e);
        }
        throw new CodecException(what + " is not a JSON object");
    }

    /** Removes the version from an object and returns it; versions start at 1. */
    int takeVersion(ObjectNode object, String what) throws CodecException {
        var version = object.remove("v");
        if (version == null || !version.isInt() || version.intValue() < 1) {
            throw new CodecException(what + " has no version");
        }
        return version.intValue();
    }

    <T> T value(ObjectNode object, Class<T> type, String what) throws CodecException {
        try {
            return mapper.treeToValue(object, type);
        } catch (UnrecognizedPropertyException e) {
            throw new NewerVersionException(what, e);
        } catch (JacksonException e) {
            throw new CodecException(what + " cannot be read: " + why(e), e);
        }
    }

    /** Reads some components of a text and ignores the others. */
    <T> T part(String text, Class<T> type, String what) throws CodecException {
        try {
            return mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(text);
        } catch (JacksonException e) {
            throw new CodecException(what + " cannot be read: " + why(e), e);
        }
    }

    /** Refuses a value now rather than writing a record that cannot be read later. */
    static void requireSame(Object written, Object read, String what) {
        if (!written.equals(read)) {
            throw new IllegalArgumentException(what + " could not be read back unchanged: " + written);
        }
    }

    private static String why(JacksonException e) {
        return e instanceof DatabindException databind && !databind.getPath().isEmpty()
                ? e.getOriginalMessage() + " (" + databind.getPathReference() + ")"
                : "the text is damaged" + place(e);
    }

    private static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static JsonMapper.Builder strict() {
        return JsonMapper.builder(factory())
                .annotationIntrospector(new CoreTypes())
                .addModule(CoreTypes.scalars())
                .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(LogicalType.Textual, Json::noNumbers)
                .disable(
                        MapperFeature.ALLOW_COERCION_OF_SCALARS,
                        MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
                        MapperFeature.SORT_CREATOR_PROPERTIES_FIRST);
    }

    private static void noNumbers(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT)
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_DIGITS)
                        .maxNameLength(MAX_TEXT)
                        .maxStringLength(MAX_TEXT)
                        .build())
                .build();
    }

    /** Two spaces and a line feed, on every machine. */
    private static DefaultPrettyPrinter pretty() {
        var indent = new DefaultIndenter("  ", "\n");
        var separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indent).withArrayIndenter(indent);
    }
}

package dev.sluice.document;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Schema (draft-07) that is shipped: editors complete keys with it, and the reader validates with it. */
public final class DocumentSchema {
    private final JsonNode json;
    private final Schema schema;
    private final KnownKeys known;

    private DocumentSchema(JsonNode json) {
        this.json = json;
        this.known = KnownKeys.of(json);
        var config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(WholeTextPattern::of)
                .build();
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7, registry -> registry.schemaRegistryConfig(config))
                .getSchema(json);
    }

    /** Reads a schema from its text. */
    public static DocumentSchema of(String text) {
        return new DocumentSchema(JsonMapper.shared().readTree(text));
    }

    /** Reports everything that the schema refuses. */
    void check(JsonNode tree, Problems problems) {
        var refusals = new SchemaRefusals(json, known, problems);
        schema.validate(tree).stream().sorted(SchemaRefusals.TYPE_FIRST).forEach(refusals::report);
    }
}

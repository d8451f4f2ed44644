package dev.sluice.view;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The formats for programs. */
public enum ListingFormat {
    JSON,
    YAML;

    /** One whole object, ending in a line break. */
    public String text(Listing listing) {
        var mapper = mapper();
        ObjectNode node = mapper.createObjectNode().put("v", listing.version());
        node.setAll((ObjectNode) mapper.valueToTree(listing));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node).stripTrailing() + "\n";
    }

    private ObjectMapper mapper() {
        return switch (this) {
            case JSON ->
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
            case YAML ->
                YAMLMapper.builder()
                        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                        .build();
        };
    }
}

package dev.sluice.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One YAML file: its tree, its positions and its problems so far. It is only data: no tag makes an object, no value is interpreted, and size, depth
 * and the growth by aliases are bounded.
 */
public final class Document {
    static final int MAX_SIZE = 3 * 1024 * 1024;

    private final Path file;
    private final DocumentIndex index;
    private final Problems problems;
    private final JsonNode tree;

    private Document(Path file, String text) {
        this.file = file;
        this.index = new DocumentIndex(file.toString());
        this.problems = new Problems(index);
        var root = YamlComposer.compose(text, (at, message) -> problems.at(at, "", message))
                .orElseThrow(() -> new UnreadableException(new Position(1, 1), "the file is empty"));
        this.tree = new TreeBuilder(index, problems).build(root);
    }

    /**
     * Reads a file and checks it against its schema; what the schema does not know is left to the caller.
     *
     * @throws InvalidDocumentException only when the file is not YAML at all; else see {@link #problems()}
     */
    public static Document read(Path file, DocumentSchema schema) {
        try {
            var document = new Document(file, text(file));
            schema.check(document.tree, document.problems);
            return document;
        } catch (UnreadableException e) {
            var at = e.at();
            throw new InvalidDocumentException(
                    List.of(new Problem(file.toString(), at.line(), at.column(), "", e.reason())));
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new UnreadableException(new Position(1, 1), "the file is larger than 3 MiB");
            }
            return decoded(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UnreadableException(new Position(1, 1), "the file does not exist");
        } catch (IOException e) {
            throw new UnreadableException(new Position(1, 1), "the file cannot be read: " + e.getMessage());
        }
    }

    private static String decoded(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            var text = decoder.decode(buffer).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            var before = new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8);
            throw new UnreadableException(
                    UnreadableException.position(before, before.length()), "the file is not UTF-8 from here on");
        }
    }

    /** The whole file. */
    public Section root() {
        return new Section(this, "", tree);
    }

    public DocumentIndex index() {
        return index;
    }

    public Problems problems() {
        return problems;
    }

    /** The directory that relative paths in the file start from. */
    public Path directory() {
        var absolute = file.toAbsolutePath().normalize();
        var parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /** The reference with its {@code file:} path resolved against this file. */
    public SecretReference locate(SecretReference reference) {
        return reference.kind() == SecretReference.Kind.FILE
                ? new SecretReference(reference.kind(), resolve(reference.value()))
                : reference;
    }

    /** The value with the path of its reference resolved against this file. */
    public ConfiguredValue locate(ConfiguredValue value) {
        return new ConfiguredValue(value.literal(), value.secret().map(this::locate));
    }

    /** A path resolved against this file; {@code ~/} is expanded later. */
    public String resolve(String path) {
        return path.startsWith("~/")
                ? path
                : directory().resolve(path).normalize().toString();
    }
}

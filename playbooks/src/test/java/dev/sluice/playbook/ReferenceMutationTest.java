package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Position;
import dev.sluice.document.Problem;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.inventory.InventoryReference;
import dev.sluice.playbook.Mutation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes mistakes of every kind at every place of both reference files: each must be reported once, and where it was made. */
class ReferenceMutationTest {
    private static final ReferenceText INVENTORY =
            new ReferenceText(InventoryReference.reference(), SchemaTree.of(InventoryReference.schema()));
    private static final ReferenceText PLAYBOOK =
            new ReferenceText(PlaybookReference.reference(), SchemaTree.of(PlaybookReference.schema()));

    private static final int ONE_IN = 9;

    @TempDir
    Path directory;

    static List<Place> inventory() {
        return INVENTORY.places();
    }

    static List<Place> playbook() {
        return PLAYBOOK.places();
    }

    @ParameterizedTest
    @MethodSource("inventory")
    void a_mistake_in_the_inventory_is_one_problem_at_its_own_place(Place place) throws IOException {
        assertEquals(List.of(), failures(some(INVENTORY, place), InventoryFile::read));
    }

    @ParameterizedTest
    @MethodSource("playbook")
    void a_mistake_in_the_playbook_is_one_problem_at_its_own_place(Place place) throws IOException {
        assertEquals(List.of(), failures(some(PLAYBOOK, place), PlaybookFile::read));
    }

    @Tag("everything")
    @ParameterizedTest
    @MethodSource("inventory")
    void every_mistake_in_the_inventory_is_one_problem_at_its_own_place(Place place) throws IOException {
        assertEquals(List.of(), failures(new Mutations(INVENTORY).of(place), InventoryFile::read));
    }

    @Tag("everything")
    @ParameterizedTest
    @MethodSource("playbook")
    void every_mistake_in_the_playbook_is_one_problem_at_its_own_place(Place place) throws IOException {
        assertEquals(List.of(), failures(new Mutations(PLAYBOOK).of(place), PlaybookFile::read));
    }

    /** Of each kind that is possible at a place one in {@link #ONE_IN}, and one at least; another place begins with another one. */
    private static List<Mutation> some(ReferenceText reference, Place place) {
        var kinds = new EnumMap<Kind, List<Mutation>>(Kind.class);
        for (var mutation : new Mutations(reference).of(place)) {
            kinds.computeIfAbsent(mutation.what(), kind -> new ArrayList<>()).add(mutation);
        }
        var some = new ArrayList<Mutation>();
        int number = reference.places().indexOf(place);
        for (var all : kinds.values()) {
            for (int i = number % Math.min(ONE_IN, all.size()); i < all.size(); i += ONE_IN) {
                some.add(all.get(i));
            }
        }
        return some;
    }

    @Test
    void every_place_has_every_kind_of_mistake_that_is_possible_there() {
        Stream.of(INVENTORY, PLAYBOOK).forEach(reference -> reference.places().forEach(place -> {
            var kinds = new Mutations(reference)
                    .of(place).stream().map(Mutation::what).collect(Collectors.toSet());
            assertTrue(kinds.containsAll(Mutations.possible(place)), () -> place + " has only " + kinds);
        }));
    }

    @Test
    void the_mistakes_are_counted() {
        assertTrue(count("inventory", INVENTORY) > 1_000);
        assertTrue(count("playbook", PLAYBOOK) > 6_500);
    }

    private static int count(String name, ReferenceText reference) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (var place : reference.places()) {
            new Mutations(reference).of(place).forEach(mutation -> counts.merge(mutation.what(), 1, Integer::sum));
        }
        var sum = counts.values().stream().mapToInt(Integer::intValue).sum();
        var keys = reference.places().stream().filter(Place::isKey).count();
        System.out.println("Mutations of reference/" + name + ".yml: " + sum + " at " + keys + " keys and "
                + (reference.places().size() - keys) + " items: " + counts);
        return sum;
    }

    private List<String> failures(List<Mutation> mutations, Consumer<Path> reader) throws IOException {
        var failures = new ArrayList<String>();
        var file = directory.resolve("mutated.yml");
        for (var mutation : mutations) {
            Files.writeString(file, mutation.text());
            var problems = problems(reader, file);
            if (problems.size() != 1 || !fits(problems.get(0), mutation)) {
                failures.add(mutation + " expected once at " + mutation.expected() + ": " + problems);
            }
        }
        return failures;
    }

    private static boolean fits(Problem problem, Mutation mutation) {
        return new Position(problem.line(), problem.column()).equals(mutation.expected())
                && problem.message().contains(mutation.words());
    }

    private static List<Problem> problems(Consumer<Path> reader, Path file) {
        try {
            reader.accept(file);
            return List.of();
        } catch (InvalidDocumentException e) {
            return e.problems();
        }
    }
}

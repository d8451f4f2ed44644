package dev.sluice.cli;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutStore;
import dev.sluice.operation.Project;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.operation.RecordedProject;
import dev.sluice.plan.FleetName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whose records a command works from where a file cannot be used. */
@SuppressWarnings("NullAway.Init")
final class RecordOptions {
    @Option(
            names = "--fleet",
            paramLabel = "INVENTORY/SITE",
            converter = NameConverter.class,
            description = "the fleet, where the files have errors and do not name it; otherwise it has to be theirs")
    private Optional<FleetName> fleet;

    /** Prints every problem of the files. */
    void warn(ProjectFiles found, PrintWriter err) {
        found.problems().forEach(problem -> err.println("warning: " + problem));
        err.flush();
    }

    /**
     * The project as its files describe it, or as the records of this machine do.
     *
     * @throws RefusedException where the files cannot be used and no record can take their place
     */
    Project project(ProjectFiles found, RolloutStore store, PrintWriter err) throws RefusedException, JournalException {
        var name = name(found, store);
        if (found.problems().isEmpty()) {
            return Project.of(found);
        }
        var recorded = new RecordedProject(store).of(found, name);
        err.println("  note  " + recorded.note());
        err.flush();
        return recorded.project();
    }

    /** @throws RefusedException where neither the files nor the option name the fleet, or they name two */
    FleetName name(ProjectFiles found, RolloutStore store) throws RefusedException, JournalException {
        var written = found.fleet();
        if (fleet.isPresent() && written.isPresent() && !fleet.get().hasNamesOf(written.get())) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("--fleet is " + fleet.get() + ", and the files are of " + written.get()),
                    "name the files of " + fleet.get() + " with -i and -p, or leave out --fleet");
        }
        var name = written.or(() -> fleet);
        if (name.isEmpty()) {
            return refuse(store);
        }
        return found.inventory().isPresent() || name.get().project().isPresent()
                ? name.get()
                : recorded(name.get(), store);
    }

    /** The project of a fleet of which only the names are known: the one that has records of that name here. */
    private static FleetName recorded(FleetName names, RolloutStore store) throws RefusedException, JournalException {
        var known = store.fleets().stream().filter(names::hasNamesOf).toList();
        if (known.size() > 1) {
            throw new RefusedException(
                    Reason.INVALID,
                    List.of("records of several projects on this machine have the name " + names
                            + ", and the inventory does not name its project"),
                    "mend the inventory, or name the project: --fleet "
                            + known.stream().map(RecordOptions::whole).collect(Collectors.joining(" or --fleet ")));
        }
        return known.isEmpty() ? names : known.get(0);
    }

    private static String whole(FleetName fleet) {
        return fleet + fleet.project().map(id -> "@" + id).orElse("");
    }

    private static FleetName refuse(RolloutStore store) throws RefusedException, JournalException {
        var known = store.fleets();
        throw new RefusedException(
                Reason.INVALID,
                List.of("the files have errors and do not name the fleet, so that its records are unknown"),
                known.isEmpty()
                        ? "there are no records here; mend the files, or name them with -i and -p"
                        : "mend the files, or name the fleet: --fleet "
                                + known.stream().map(FleetName::toString).collect(Collectors.joining(" or --fleet ")));
    }

    /** Reads {@code inventory/site}. */
    static final class NameConverter implements ITypeConverter<FleetName> {
        /** The project is only for names that several projects have. */
        private static final Pattern NAME = Pattern.compile("([^/@]+)/([^/@]+)(?:@([^/@]+))?");

        @Override
        public FleetName convert(String value) {
            var parts = NAME.matcher(value);
            if (!parts.matches()) {
                throw new TypeConversionException("it is no INVENTORY/SITE, such as prod/shop");
            }
            return new FleetName(parts.group(1), parts.group(2), Optional.ofNullable(parts.group(3)));
        }
    }
}

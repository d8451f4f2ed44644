package dev.sluice.it.script;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The shells that a test runs under. The ordinary build runs each test under one of them, always the same, so that each script has tests under
 * every shell; {@code -Dsluice.it.shells=DASH,BUSYBOX,BASH} runs each test under all that are named.
 */
public final class ChosenShells implements ArgumentsProvider {
    /** Names of {@link LocalShell}s with commas between them: a system property, or a configuration parameter of JUnit. */
    public static final String PARAMETER = "sluice.it.shells";

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return context.getConfigurationParameter(PARAMETER)
                .map(names -> Arrays.stream(names.split(",", -1)).map(LocalShell::valueOf))
                .orElseGet(
                        () -> Stream.of(oneFor(context.getRequiredTestMethod().getName())))
                .map(Arguments::of);
    }

    private static LocalShell oneFor(String test) {
        var shells = LocalShell.values();
        return shells[Math.floorMod(test.hashCode(), shells.length)];
    }
}

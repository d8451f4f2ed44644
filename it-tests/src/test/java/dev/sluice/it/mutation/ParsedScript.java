package dev.sluice.it.mutation;

import java.util.List;

/**
 * What there is to mutate in a script.
 *
 * @param functions the names of those that it defines
 * @param probes where its statements begin
 */
record ParsedScript(List<SimpleCommand> commands, List<CaseArm> arms, List<String> functions, List<Integer> probes) {}

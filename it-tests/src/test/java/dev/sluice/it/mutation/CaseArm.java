package dev.sluice.it.mutation;

import java.util.List;

/**
 * The patterns of one arm of a {@code case}.
 *
 * @param probe where the statement begins that it belongs to
 * @param body the offset behind the bracket
 * @param returns whether nothing follows but the end of the function, with the status of what came before
 */
record CaseArm(List<Token> patterns, int probe, int body, boolean returns) {
    int start() {
        return patterns.get(0).start();
    }

    int end() {
        return patterns.get(patterns.size() - 1).end();
    }
}

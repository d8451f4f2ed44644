package dev.sluice.it.mutation;

import java.util.List;

/**
 * The patterns of one arm of a {@code case}.
 *
 * @param probe where the statement begins that it belongs to
 */
record CaseArm(List<Token> patterns, int probe) {
    int start() {
        return patterns.get(0).start();
    }

    int end() {
        return patterns.get(patterns.size() - 1).end();
    }
}

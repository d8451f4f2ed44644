package dev.sluice.web.page;

/**
 * A host on the screen of its fleet.
 *
 * @param word how it is, in one or two
 * @param release the whole id of what is live
 * @param served when PHP was proved to serve it
 * @param drift empty where there is none
 * @param lock who holds it; empty where it is free
 */
record HostRow(
        String name, Tone tone, String word, String live, String release, String served, String drift, String lock) {
    // For templates.

    String css() {
        return tone.css();
    }

    String shape() {
        return tone.shape();
    }
}

package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.step.Examination.Denied;

/** What it means that the account that runs PHP may not use a shared path: the site is served, and the first upload or edit fails. */
final class DeniedToPhp {
    private static final String TOPIC = "shared paths";

    private DeniedToPhp() {}

    /** @param path of the site on the host */
    static Finding finding(Denied denied, String path) {
        var user = denied.user();
        var account = user.shellWord();
        var at = HostText.of(path + "/" + denied.path()).shellWord();
        var runs = "PHP runs as " + user;
        return switch (denied.right()) {
            case READ ->
                warning(
                        user + " may not read " + denied.path(),
                        runs + ", and needs this file",
                        "give it to a group of " + user + ": sudo chgrp " + account + " " + at + " && sudo chmod g+r "
                                + at);
            case WRITE ->
                warning(
                        user + " may not write " + denied.path(),
                        runs + ": what it keeps there, such as uploads, fails",
                        "sudo chgrp -R " + account + " " + at + " && sudo chmod -R g+w " + at);
            case ENTER ->
                warning(
                        user + " may not enter " + denied.path(),
                        runs + ", and reaches nothing below it",
                        "chmod o+x " + at);
            case MAKE ->
                warning(
                        denied.path() + " does not exist yet",
                        "the first release makes it, and " + user + ", which runs PHP, may not write there then",
                        "create it before, with what the build has there: sudo install -d -g " + account + " -m 2775 "
                                + at);
        };
    }

    private static Finding warning(String what, String why, String next) {
        return Finding.warning(TOPIC, what, why, next);
    }
}

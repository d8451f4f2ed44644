package dev.sluice.cli;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.ConvertOperation.Order;
import dev.sluice.operation.Project;
import dev.sluice.step.Adopt;
import dev.sluice.step.CheckPlain;
import java.io.PrintWriter;
import java.util.Map;

/** What a conversion of plain directories is about to do, and what remains to be done by hand. */
record ConversionText(PrintWriter out) {
    /** Shows each host, and returns the question. */
    String converting(Order order) {
        for (var host : order.hosts()) {
            var found = order.found().get(host.name());
            if (found == null || found.state() == CheckPlain.State.CONVERTED) {
                out.printf("  %s  %s was converted before%n", host.name(), host.path());
                continue;
            }
            out.printf(
                    "  %s  %s: %d MB are copied into releases/; current becomes a link to the copy%n",
                    host.name(), host.path(), found.bytes() >> 20);
            found.shared()
                    .forEach(path -> out.printf(
                            "  %s  stays where it is, and is linked: %s%n",
                            " ".repeat(host.name().value().length()), path));
        }
        out.println("  What the web server serves now is not changed: its root is changed by you, afterwards.");
        if (order.docroot().equals(".")) {
            out.println(
                    "  Until then it would serve releases/, current/ and shared/ too: deny these paths in it first.");
        }
        out.flush();
        return "Convert the directories of " + order.fleet() + "?";
    }

    String undoing(Order order) {
        order.hosts()
                .forEach(host ->
                        out.printf("  %s  %s: current and its release are removed%n", host.name(), host.path()));
        out.flush();
        return "The web server's root must be the plain directory again. Remove what the conversion of " + order.fleet()
                + " made?";
    }

    void print(Project project, Map<HostName, Adopt.Adopted> done) {
        done.forEach((host, adopted) -> out.printf("  converted  %s  current is %s%n", host, adopted.release()));
        var docroot = project.playbook().release().docroot();
        project.inventory().hosts().stream()
                .filter(host -> done.containsKey(host.name()))
                .map(Host::path)
                .distinct()
                .map(path -> path + "/current" + (docroot.equals(".") ? "" : "/" + docroot))
                .forEach(root -> out.printf(
                        "next: change the web server's root to %s (nginx: root %1$s;  Apache: DocumentRoot %1$s), reload it gracefully,%n"
                                + "      see that it is right with sluice doctor, then release; the old files may be removed after that, but not what"
                                + " is shared%n",
                        root));
        out.flush();
    }
}

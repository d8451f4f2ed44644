package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.document.HumanUnits;
import dev.sluice.step.HostFacts.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a host needs before anything is released to it: room, tools, a shell, its own directory. */
final class MachineJudgement {
    private static final long NO_ROOM = 100L << 20;
    private static final long LITTLE_ROOM = 1L << 30;
    private static final long NO_INODES = 10_000;
    private static final long FEW_INODES = 100_000;
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh", "busybox");

    private MachineJudgement() {}

    static List<Finding> of(Visit visit) {
        var machine = visit.facts().machine();
        var found = new ArrayList<Finding>();
        found.add(shell(visit));
        found.add(disk(machine));
        found.add(inodes(machine));
        found.addAll(tools(machine, visit));
        found.addAll(fileSystem(visit));
        return found;
    }

    private static Finding shell(Visit visit) {
        var shell = visit.around().shell().map(HostText::toString).orElse("");
        var name = shell.substring(shell.lastIndexOf('/') + 1);
        if (shell.isEmpty() || SHELLS.contains(name)) {
            return Finding.ok("login shell", "it runs the host's scripts");
        }
        return Finding.note(
                "login shell",
                "it is " + shell,
                "Sluice's scripts are run by /bin/sh whatever it is; tasks are too",
                "");
    }

    private static Finding disk(Machine machine) {
        if (machine.freeBytes().isEmpty()) {
            return Finding.note("disk", "the host does not report how much space is left", "df -P gave no number", "");
        }
        var free = machine.freeBytes().getAsLong();
        if (free >= LITTLE_ROOM) {
            return Finding.ok("disk", "more than 1 GB is free");
        }
        var finding = Finding.warning(
                "disk",
                HumanUnits.room(free) + " are free",
                "each release needs its whole size, and 100 MB must be left",
                "free space, lower release.keep, or sluice prune");
        return free < NO_ROOM ? finding.with(Finding.Level.PROBLEM) : finding;
    }

    private static Finding inodes(Machine machine) {
        var free = machine.freeInodes().orElse(Long.MAX_VALUE);
        if (free >= FEW_INODES) {
            return Finding.ok("inodes", "there are enough");
        }
        var finding = Finding.warning(
                "inodes",
                free + " inodes are free",
                "each file and directory of a release needs one; a framework's release has 20,000 and more",
                "remove small files such as old sessions and caches, lower release.keep, or sluice prune");
        return free < NO_INODES ? finding.with(Finding.Level.PROBLEM) : finding;
    }

    private static List<Finding> tools(Machine machine, Visit visit) {
        var found = new ArrayList<Finding>();
        var tools = machine.tools();
        if (!tools.contains("tar")) {
            found.add(Finding.problem("tools", "tar is missing", "releases travel as tar", "install tar"));
        }
        if (!tools.contains("sha256sum") && !tools.contains("openssl")) {
            found.add(Finding.problem(
                    "tools",
                    "sha256sum is missing",
                    "every file is digested",
                    "install coreutils, busybox or openssl"));
        }
        if (!tools.contains("gzip")) {
            found.add(Finding.note(
                    "tools", "gzip is missing", "releases travel uncompressed to all hosts", "install gzip"));
        }
        if (!tools.contains("flock")) {
            found.add(Finding.note(
                    "tools",
                    "flock is missing",
                    "a link in .sluice does its work, which a crash can leave behind",
                    "install util-linux or busybox"));
        }
        if (visit.expected().execs() && !visit.around().tools().contains("curl")) {
            found.add(Finding.problem(
                    "tools",
                    "curl is missing",
                    "web.via: exec asks the site with it",
                    "install curl, or use via: ssh"));
        }
        return found.isEmpty() ? List.of(Finding.ok("tools", "all required tools exist")) : found;
    }

    private static List<Finding> fileSystem(Visit visit) {
        var found = new ArrayList<Finding>();
        visit.around()
                .fileSystem()
                .filter(type -> type.toString().matches("nfs.*|cifs|smb.*|fuse.*|9p|ceph|gluster.*"))
                .ifPresent(type -> found.add(Finding.warning(
                        "file system",
                        "the site is on " + type,
                        "other machines may see a replaced link late, and locks there only advise",
                        "keep the site on a disk of the host")));
        return found;
    }
}

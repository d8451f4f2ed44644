package dev.sluice.step;

import dev.sluice.document.HostText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The environment of the site on a host; each part is empty if the deploy user may not read it.
 *
 * @param shell the login shell's path
 * @param fileSystem of the site, as {@code stat -f} names it, such as {@code ext2/ext3}
 * @param tools those of curl and ps that are installed
 * @param directories of the site that exist
 * @param pools of PHP-FPM, from the process list
 * @param masters of PHP-FPM, from the process list
 * @param passes the addresses that nginx passes requests to: values of {@code fastcgi_pass}
 * @param roots the variables that nginx's configuration prepends to script names, such as {@code $realpath_root}
 * @param denied what accounts that run PHP may not do at shared paths
 */
public record Examination(
        Optional<HostText> shell,
        Optional<HostText> fileSystem,
        Set<String> tools,
        List<Directory> directories,
        List<Pool> pools,
        List<Master> masters,
        List<HostText> passes,
        List<HostText> roots,
        List<Denied> denied) {
    public Examination {
        tools = Set.copyOf(tools);
        directories = List.copyOf(directories);
        pools = List.copyOf(pools);
        masters = List.copyOf(masters);
        passes = List.copyOf(passes);
        roots = List.copyOf(roots);
        denied = List.copyOf(denied);
    }

    /**
     * A right that an account lacks.
     *
     * @param path relative to the site's directory, in {@code shared}
     */
    public record Denied(HostText user, Right right, HostText path) {
        public enum Right {
            READ,
            WRITE,
            /** Of a directory on the way to a shared path. */
            ENTER,
            /** The directory does not exist: the first release makes it, and this account will not own it. */
            MAKE
        }
    }

    /**
     * One directory of the site.
     *
     * @param mode as {@code ls} shows it, such as {@code drwxr-xr-x}
     */
    public record Directory(HostText name, HostText owner, HostText mode) {}

    /** Workers of one pool that run as one user. */
    public record Pool(HostText name, HostText user, int workers) {}

    /**
     * The master process of one or more pools.
     *
     * @param controlTimeout {@code process_control_timeout} as configured, such as {@code 10s}; empty if it cannot be read
     */
    public record Master(int pid, HostText config, HostText controlTimeout) {
        /** A reload ends running requests at once. */
        public boolean reloadEndsRequests() {
            return controlTimeout.toString().matches("0+[smhd]?");
        }
    }
}

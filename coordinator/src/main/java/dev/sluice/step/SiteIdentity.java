package dev.sluice.step;

/**
 * The site that a directory on a host belongs to. It is written there once; another project is refused afterwards, and another inventory too, so that
 * staging is never released over production. A site of the same project may have another name: it was renamed.
 *
 * @param project the id in the inventory; empty if it has none
 * @param inventory the inventory's name
 * @param former the name that the inventory had before, as a person confirmed; otherwise the same as {@code inventory}
 * @param site the playbook's name
 * @param host the host's name in the inventory
 */
public record SiteIdentity(String project, String inventory, String former, String site, String host) {
    /** One that was not renamed. */
    public SiteIdentity(String project, String inventory, String site, String host) {
        this(project, inventory, inventory, site, host);
    }

    /** One of an inventory without a project. */
    public SiteIdentity(String inventory, String site, String host) {
        this("", inventory, site, host);
    }

    /** The same, which a person confirmed to be the one that is recorded with another inventory. */
    public SiteIdentity renamedFrom(String other) {
        return new SiteIdentity(project, inventory, other, site, host);
    }
}

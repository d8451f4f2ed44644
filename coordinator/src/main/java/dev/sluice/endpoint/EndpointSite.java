package dev.sluice.endpoint;

/**
 * Which endpoint is meant. Every request carries it, so that an intercepted one works nowhere else.
 *
 * @param inventory the inventory's name
 * @param site the playbook's name
 * @param host the host's name in the inventory
 */
public record EndpointSite(String inventory, String site, String host) {
    @Override
    public String toString() {
        return inventory + "/" + site + " on " + host;
    }
}

package dev.sluice.inventory;

import dev.sluice.document.Section;
import java.util.Optional;

/**
 * A host's name in a group's list.
 *
 * @param at pointer of the list's item
 * @param entry the item's map, if it is more than a name
 */
record Mention(HostName host, String group, String at, Optional<Section> entry) {}

package dev.sluice.inventory;

import dev.sluice.document.DocumentIndex;

/** An inventory, and where everything in it is written. */
public record InventoryDocument(Inventory inventory, DocumentIndex index) {}

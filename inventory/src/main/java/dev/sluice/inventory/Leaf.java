package dev.sluice.inventory;

/**
 * One setting as text, and where it is written.
 *
 * @param at its pointer
 */
record Leaf(String text, String at) {}

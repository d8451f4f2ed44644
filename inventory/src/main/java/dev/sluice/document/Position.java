package dev.sluice.document;

/** Where something stands in a file: line and column, both from 1, as editors count. */
public record Position(int line, int column) {}

package dev.sluice.document;

/** A position in a file: line and column, both from 1, as editors count. */
public record Position(int line, int column) {}

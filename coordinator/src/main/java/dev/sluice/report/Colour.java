package dev.sluice.report;

/** Whether the console uses colours. */
public enum Colour {
    OFF,
    ON
}

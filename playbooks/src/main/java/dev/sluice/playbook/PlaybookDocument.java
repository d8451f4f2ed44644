package dev.sluice.playbook;

import dev.sluice.document.DocumentIndex;

/** A playbook, and where everything in it is written. */
public record PlaybookDocument(Playbook playbook, DocumentIndex index) {}

# SPDX-License-Identifier: EUPL-1.2
"""Names that are harmless as text, and do harm where somebody takes them for a formula, for HTML or for a template."""

HOSTILE = (
    "\"Zorg\" & 'Zo' <b>", '=HYPERLINK("http://nergens.example";"klik")', "<script>alert(1)</script>",
    "<img src=http://nergens.example/x onerror=alert(1)>", "{{ 7 * 7 }}", "Zorg 🧡 ontvangen \u202e", "Zorg\x07\ndicht",
    "Donaudampfschifffahrtsgesellschaft" * 9,
)  # fmt: skip

"""The words that show which verb or noun of a sentence a time phrase belongs to, as patterns.

Those that end in "$" look at what stands before a place, the others at what stands from it on.
"""

from __future__ import annotations

import re

_EVENT = (
    r"(?:accession|accord|agreement|announcement|annexation|assassination|assault|attack|beating|blockade|bombardment|"
    r"bombing|breach|break-?up|capture|ceasefire|clash|collapse|conquest|coup|crackdown|crash|deal|death|declaration|"
    r"defeat|deportation|downing|election|embargo|execution|expulsion|fall|genocide|hijacking|incursion|independence|"
    r"intervention|invasion|kidnapping|killing|massacre|meeting|murder|occupation|offensive|ouster|overthrow|pact|"
    r"partition|poisoning|protest|pull-?out|raid|rebellion|recognition|referendum|resignation|revolt|revolution|rising|"
    r"rupture|seizure|shelling|shooting|siege|split|strike|summit|takeover|talk|treaty|truce|unification|uprising|"
    r"visit|vote|war|withdrawal)(?:s|es)?"
)
_TO_PHRASE = r"(?: (?:on|in|at))?(?: (?:late|early) on)? $"
"""From a verb's last word to a time phrase."""

IS_EVENT = re.compile(
    rf"(?:(?:the|a|an|its|his|her|their|[A-Z]\w+|air|drone) )*{_EVENT}(?: (?:on|of|in|to|by)\b.*)?", re.DOTALL
)
ABOUT_EVENT = re.compile(
    rf"\b(?:for|of|over|about|to|by|in|from|against|with|on|into|during|despite|at) (?:[\w'’.-]+ ){{0,4}}?{_EVENT}\b",
    re.IGNORECASE,
)
"""An event hung on a verb: "blamed Iran for the downing of a jet"."""

GOVERNED = re.compile(
    r"\b(?:for|of|over|about|after|since|by|from|against|despite|following) (?:[\w'’-]+ ){0,3}$", re.IGNORECASE
)
MADE_VERB = re.compile(r"\b(?:to|will|would|may|could|might|should|can|must|not|did) $", re.IGNORECASE)
PARTICIPLE = re.compile(r"\w+(?:ed|ing)")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|be|been|being|has|had|have|got|not|also|\w+ly) $", re.IGNORECASE)
PERFECT = re.compile(r"\b(?:has|have|had)(?: \w+)? $", re.IGNORECASE)
INFINITIVE = re.compile(r"\bto $", re.IGNORECASE)
PLANNED_TO = re.compile(
    r"\b(?:is|are|was|were|due|scheduled|expected|set|going|about|(?:plan|hope|want|intend|agree)s?) to $",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|would|may|might|could|should|must|is to|are to|due to|(?:plan|intend|hope|want)s? to)\b", re.IGNORECASE
)
SAID = re.compile(
    r"\b(?:said|says|told|announced|confirmed|reported|added|stated|acknowledged|admitted)"
    rf"(?: (?!he\b|she\b|it\b|they\b|that\b|would\b|will\b|to\b)[\w'’]+){{0,5}}?{_TO_PHRASE}",
    re.IGNORECASE,
)
DID = re.compile(
    r"\b(?:\w+ed|said|told|met|held|made|gave|took|spoke|wrote|began|won|left|came)"
    rf"(?: (?!that\b|as\b)[\w'’]+){{0,3}}?{_TO_PHRASE}",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"\b(?:first|only|last|latest|biggest|largest|worst|deadliest|highest|lowest|longest)\b", re.IGNORECASE
)
ARTICLE = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|this)|['’]s) $", re.IGNORECASE)
FRONTED = re.compile(r"(?:in|at|during|on)(?: (?:the|a|an|his|her|its|their))? ", re.IGNORECASE)
PREPOSITION = re.compile(r"(?:(?:late |early )?(?:on|in|at|by|from|until|before|during|over) ?)?", re.IGNORECASE)
NOUN_FOLLOWS = re.compile(
    r" (?!(?:by|in|on|at|and|to|from|after|before|when|with|for|but|as|that|or|until|while|has|had|was|is)\b)[a-z]"
)
POSSESSIVE = re.compile(r"['’]s?\b|['’](?= )")
DATELINE = re.compile(r"\W*[A-Z][A-Z .,’'/-]{2,}, ")

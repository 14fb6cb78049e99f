# SPDX-License-Identifier: EUPL-1.2
"""DAX as a tree: what our measures and roles are written in, and no more. ValueError where it is something else."""

import re

WORD = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<number>\d+)|(?P<name>\w+)|(?P<field>\[[^\]]+\])|(?P<sign>==|&&|\|\||[=>(),]))'
)
END = (None, None)


def tree(dax):
    """("call", name, arguments), ("column", table, column), ("measure", name), ("name", name), ("text", value) …"""
    sentence = Sentence(dax)
    found = sentence.expression()
    if sentence.next != END:
        raise ValueError(f"{sentence.next[1]} stands where nothing should")
    return found


class Sentence:
    def __init__(self, dax):
        self.words, at, dax = [], 0, dax.rstrip()
        while at < len(dax):
            found = WORD.match(dax, at)
            if found is None:
                raise ValueError(f"no word: {dax[at:]}")
            self.words.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.words.append(END)
        self.at = 0

    @property
    def next(self):
        return self.words[self.at]

    def take(self, wanted=None):
        kind, word = self.next
        if word is None or wanted not in {None, word}:
            raise ValueError(f"{word} instead of {wanted}")
        self.at += 1
        return kind, word

    def expression(self):
        """VAR name = … RETURN …, or a condition or value."""
        named = []
        while self.next[1] == "VAR":
            self.take()
            name = self.take()[1]
            self.take("=")
            named.append((name, self.either()))
        if not named:
            return self.either()
        self.take("RETURN")
        return ("let", named, self.expression())

    def either(self):
        return self.joined("||", self.both)

    def both(self):
        return self.joined("&&", self.negated)

    def joined(self, sign, part):
        found = part()
        while self.next[1] == sign:
            self.take()
            found = (sign, found, part())
        return found

    def negated(self):
        if self.next[1] == "NOT":
            self.take()
            return ("NOT", self.negated())
        left = self.atom()
        return (self.take()[1], left, self.atom()) if self.next[1] in {"==", "=", ">", "IN"} else left

    def atom(self):
        kind, word = self.take()
        if kind == "text":
            return ("text", word[1:-1])
        if kind == "number":
            return ("number", int(word))
        if kind == "field":
            return ("measure", word[1:-1])
        if kind == "sign":
            raise ValueError(f"{word} stands where a value should")
        if self.next[0] == "field":
            return ("column", word, self.take()[1][1:-1])
        return ("call", word, self.arguments()) if self.next[1] == "(" else ("name", word)

    def arguments(self):
        self.take("(")
        found = []
        while self.next[1] != ")":
            found.append(self.expression())
            if self.next[1] != ")":
                self.take(",")
        self.take(")")
        return found

"""Whose turn it is in speech without a frame: dash paragraphs and interviews."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsnlp.schema import Speaker


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance: who spoke, in which block it ended, and whether it asks."""

    key: str
    speaker: Speaker | None
    first: int
    last: int
    asks: bool


@dataclass(slots=True)
class Dialogue:
    """The turns since the last paragraph that was none; `called` are all whom turns have called by name."""

    turns: list[Turn] = field(default_factory=list)
    called: set[str] = field(default_factory=set)

    def add(self, turn: Turn, called: str | None) -> None:
        """The next turn, and whom it calls; one that does not follow the last begins a new dialogue."""
        if called is not None:
            self.called.add(called)
        if self.turns and turn.first - self.turns[-1].last > 1:
            self.turns.clear()
        self.turns.append(turn)
        del self.turns[:-8]

    def last(self, block: int) -> Turn | None:
        """The turn directly before a block."""
        return self.turns[-1] if self.turns and block - self.turns[-1].last <= 1 else None

    def other(self) -> Turn | None:
        """The latest turn of somebody else than the last speaker."""
        for turn in reversed(self.turns[:-1]):
            if turn.key != self.turns[-1].key:
                return turn
        return None

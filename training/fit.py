"""Training: windows of the articles as batches, losses, the loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from newsnlp.encoder.decode import BEGIN, INSIDE, OUTSIDE
from newsnlp.encoder.encoding import bucket
from newsnlp.encoder.vocabulary import PAD, Vocabulary
from newsnlp.encoder.windows import positions, windows
from training.corpora import HEADS, LINKS, QUOTES, Link, Sample
from training.network import Network
from training.variations import Variations

TAUGHT = 1.0  # weight of what a teacher says beside the annotated labels
SKIP = -100  # no label to learn from
ROUND = 32
SIZES, CONTEXT = (240, 320, 400), 24  # pieces of a window, and on either side of it


@dataclass
class Piece:
    """A window as the network reads it; `labels` [word, head]."""

    ids: list[int]
    first: list[int]
    last: list[int]
    labels: np.ndarray
    links: list[Link]


def labels_of(sample: Sample) -> np.ndarray:
    """The label of every word under every head."""
    labels = np.full((len(sample.words), len(HEADS)), SKIP, dtype=np.int64)
    for k, head in enumerate(HEADS):
        if head not in sample.known:
            continue
        labels[:, k] = OUTSIDE
        for first, last in sample.spans.get(head, ()):
            labels[first:last, k] = INSIDE
            labels[first, k] = BEGIN
        if head in QUOTES:
            for i in sample.ignored:
                if labels[i, k] == OUTSIDE:
                    labels[i, k] = SKIP
    return labels


def pieces_of(
    sample: Sample, vocabulary: Vocabulary, variations: Variations, dice: random.Random
) -> Iterator[Piece]:
    """The windows of an article, of random size and with variations."""
    words = variations(sample, dice)
    pieces = [vocabulary.pieces(word, spaced) for word, spaced in zip(words, sample.spaced, strict=True)]
    labels = labels_of(sample)
    size = dice.choice(SIZES)
    sizes = [len(own) for own in pieces]
    for window in windows(sizes, sample.sentences, sample.blocks, size=size, context=CONTEXT):
        read = positions(window, pieces, sample.blocks)
        at = {word: row for row, word in enumerate(read.words) if word >= 0}
        picked = np.full((len(read.words), len(HEADS)), SKIP)
        picked[list(at.values())] = labels[list(at)]
        opening = picked[at[window.low]]
        opening[opening == INSIDE] = BEGIN  # a span that the window cuts begins there
        links = [moved for link in sample.links if (moved := _moved(link, at))]
        yield Piece(read.ids, read.first, read.last, picked, links)


def _moved(link: Link, at: dict[int, int]) -> Link | None:
    """The link in places of the window; None where its anchor or all candidates are outside."""
    if link.anchor[0] not in at:
        return None
    inside = [n for n, (a, b) in enumerate(link.candidates) if a in at and b - 1 in at]
    if not inside or (link.right and not set(inside) & set(link.right)):
        return None
    anchor = tuple(at.get(i, -1) for i in link.anchor)
    candidates = [(at[link.candidates[n][0]], at[link.candidates[n][1] - 1] + 1) for n in inside]
    return Link(link.kind, anchor, candidates, [k for k, n in enumerate(inside) if n in link.right])


def batches(pieces: Sequence[Piece], budget: int, dice: random.Random) -> list[list[Piece]]:
    """Windows of like length together, at most `budget` pieces with the padding."""
    made: list[list[Piece]] = [[]]
    for piece in sorted(pieces, key=lambda p: len(p.ids) + 24 * dice.random()):
        if made[-1] and max(len(piece.ids), *(len(p.ids) for p in made[-1])) * (len(made[-1]) + 1) > budget:
            made.append([])
        made[-1].append(piece)
    dice.shuffle(made)
    return made


def tensors(batch: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """ids, first, last, and the masks of pieces and words."""
    length, words = _padded(len(p.ids) for p in batch), _padded(len(p.first) for p in batch)
    ids = torch.full((len(batch), length), PAD)
    seen = torch.zeros(len(batch), length, dtype=torch.bool)
    first, last = (
        torch.zeros(len(batch), words, dtype=torch.long),
        torch.zeros(len(batch), words, dtype=torch.long),
    )
    present = torch.zeros(len(batch), words, dtype=torch.bool)
    for row, p in enumerate(batch):
        ids[row, : len(p.ids)] = torch.tensor(p.ids)
        seen[row, : len(p.ids)] = True
        first[row, : len(p.first)], last[row, : len(p.last)] = torch.tensor(p.first), torch.tensor(p.last)
        present[row, : len(p.first)] = True
    return ids, first, last, seen, present


def _padded(lengths: Iterable[int]) -> int:
    """The longest, rounded up: kernels are made anew for every shape."""
    return -(-max(lengths) // ROUND) * ROUND


def label_loss(logits: Tensor, batch: Sequence[Piece]) -> Tensor:
    """Cross entropy with the labels. `logits` [batch, word, head, 3]."""
    target = torch.full(logits.shape[:3], SKIP)
    for row, p in enumerate(batch):
        target[row, : len(p.labels)] = torch.tensor(p.labels)
    return F.cross_entropy(logits.reshape(-1, 3), target.view(-1), ignore_index=SKIP)


def soft_loss(logits: Tensor, taught: Tensor, present: Tensor) -> Tensor:
    """How far the labels are from those of a teacher, which has an answer under every head."""
    share = (taught.softmax(-1) * logits.log_softmax(-1)).sum(-1)
    return -share[present].mean()


def link_loss(network: Network, states: Tensor, batch: Sequence[Piece]) -> Tensor:
    """The negative log share of the right candidates (or of nobody) in the softmax over all."""
    width = states.shape[1]
    flat = torch.cat([states.flatten(0, 1), states.new_zeros(1, states.shape[2])])
    losses = []
    for kind in LINKS:
        anchors, candidates, pairs, right = [], {}, [], []
        for row, piece in enumerate(batch):
            base = row * width
            for link in piece.links:
                if link.kind != kind:
                    continue
                for n, (first, last) in enumerate(link.candidates):
                    at = candidates.setdefault((base + first, base + last - 1), len(candidates))
                    pairs.append((len(anchors), at, bucket(first - link.anchor[0])))
                    right.append(n in link.right)
                anchors.append([base + i if i >= 0 else len(flat) - 1 for i in link.anchor])
        if not anchors:
            continue
        of = torch.tensor(pairs)
        scores, nobody = network.heads.link(
            kind, flat, torch.tensor(anchors), torch.tensor(list(candidates)), of
        )
        good = torch.tensor(right)
        answered = torch.zeros(len(anchors), dtype=torch.bool).index_put((of[good, 0],), torch.tensor(True))
        every = _logsumexp(
            torch.cat([scores, nobody]), torch.cat([of[:, 0], torch.arange(len(anchors))]), len(anchors)
        )
        wanted = torch.cat([scores[good], nobody[~answered]])
        whose = torch.cat([of[good, 0], (~answered).nonzero()[:, 0]])
        losses.append(every - _logsumexp(wanted, whose, len(anchors)))
    return torch.cat(losses).mean() if losses else states.new_zeros(())


def _logsumexp(values: Tensor, groups: Tensor, count: int) -> Tensor:
    top = torch.full((count,), -1e9).scatter_reduce(0, groups, values.detach(), "amax")
    return top + torch.zeros(count).index_add(0, groups, (values - top[groups]).exp()).log()


def fit(
    network: Network,
    samples: Sequence[Sample],
    vocabulary: Vocabulary,
    epochs: int,
    rate: float,
    *,
    until: int | None = None,
    seed: int = 0,
    budget: int = 3000,
    teacher: Network | None = None,
    save: Callable[[], None] = lambda: None,
    log: Callable[[str], None] = print,
) -> None:
    """Train; articles with quotes are read twice in each epoch.

    `until` is the epoch after which to stop, `teacher` a larger network whose answers are learned, too.
    """
    dice = random.Random(seed)
    torch.manual_seed(seed)
    head = list(network.heads.parameters())
    body = list(network.body.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": head, "lr": 8 * rate}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    start, step, total = time.time(), 0, 0
    variations = Variations(samples)
    twice = [s for s in samples if s.known & QUOTES]
    for epoch in range(epochs):
        pieces = [
            piece
            for sample in [*samples, *twice]
            for piece in pieces_of(sample, vocabulary, variations, dice)
        ]
        groups = batches(pieces, budget, dice)
        total = total or epochs * len(groups)
        network.train()
        sums = np.zeros(2)
        for group in groups:
            progress = min(step / total, 1.0)
            scale = min(1.0, progress / 0.08 + 1e-3) * max(1 - progress, 0.01)
            for part, base in zip(optimizer.param_groups, (rate, 8 * rate), strict=True):
                part["lr"] = base * scale
            step += 1
            inputs = tensors(group)
            states = _states(network, inputs)
            logits = _logits(network, states)
            label, link = label_loss(logits, group), link_loss(network, states, group)
            loss = label + 0.02 * link
            if teacher is not None:
                with torch.no_grad():
                    taught = _logits(teacher, _states(teacher, inputs))
                loss = loss + TAUGHT * soft_loss(logits, taught, inputs[-1])
            loss.backward()
            nn.utils.clip_grad_norm_(body + head, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            sums += label.item(), link.item()
            if step % 50 == 0:
                log(f"  step {step}/{total} {time.time() - start:.0f} s")
        label, link = sums / len(groups)
        log(f"epoch {epoch + 1}/{epochs}: labels {label:.4f}, links {link:.3f}, {time.time() - start:.0f} s")
        save()
        if epoch + 1 == until:
            return


def _states(network: Network, inputs: Sequence[Tensor]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        states = network(*inputs)
    return states.float()


def _logits(network: Network, states: Tensor) -> Tensor:
    """The labels [..., word, head, 3] of the states."""
    return network.heads.labels(states).view(*states.shape[:-1], len(HEADS), 3)


@torch.no_grad()
def predict(network: Network, sample: Sample, vocabulary: Vocabulary) -> np.ndarray:
    """Log probabilities [word, head, 3] of an article."""
    network.eval()
    pieces = [vocabulary.pieces(w, s) for w, s in zip(sample.words, sample.spaced, strict=True)]
    found = []
    for window in windows([len(p) for p in pieces], sample.sentences, sample.blocks):
        read = positions(window, pieces, sample.blocks)
        piece = Piece(read.ids, read.first, read.last, np.zeros(0), [])
        states = _states(network, tensors([piece]))[0]
        answered = [row for row, word in enumerate(read.words) if window.first <= word < window.last]
        found.append(_logits(network, states[answered]).log_softmax(-1).numpy())
    return np.concatenate(found)

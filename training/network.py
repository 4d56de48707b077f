"""The encoder with its heads, in PyTorch: as it is trained.

The first `low` layers read pieces of words; then each word becomes one position (the mean of its first and
last piece), and the other layers read words, which are fewer. On top: for every head a BIO label per word,
and for every link a score between an anchor and a candidate.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.corpora import HEADS, LINKS
from training.pieces import Pretrained

WIDTH, INNER, ATTENTION_HEADS, LINK = 384, 1536, 12, 64
DROPPED = 0.1  # share of features
BUCKETS = 16  # of distance, eight to either side


class Dropout(nn.Module):
    """Drops the same features at all positions of a text: as good here, and nearly free."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= DROPPED
        return x * (kept / (1 - DROPPED)).to(x.dtype)


class Layer(nn.Module):
    """A transformer layer with post-normalisation, as in BERT."""

    def __init__(self, pretrained: Pretrained, number: int) -> None:
        super().__init__()

        def linear(name: str, size: int, out: int) -> nn.Linear:
            made = nn.Linear(size, out)
            made.weight.data = torch.tensor(pretrained.tensors[f"l{number}.{name}.w"]).view(out, size)
            made.bias.data = torch.tensor(pretrained.tensors[f"l{number}.{name}.b"])
            return made

        def norm(name: str) -> nn.LayerNorm:
            made = nn.LayerNorm(WIDTH, eps=1e-12)
            made.weight.data = torch.tensor(pretrained.tensors[f"l{number}.{name}.w"])
            made.bias.data = torch.tensor(pretrained.tensors[f"l{number}.{name}.b"])
            return made

        self.q, self.k, self.v, self.o = (linear(n, WIDTH, WIDTH) for n in ("q", "k", "v", "ao"))
        self.attended, self.fed = norm("aln"), norm("oln")
        self.up, self.down, self.drop = linear("fi", WIDTH, INNER), linear("fo", INNER, WIDTH), Dropout()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            m(x).view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2) for m in (self.q, self.k, self.v)
        )
        weights = (q * (WIDTH // ATTENTION_HEADS) ** -0.5) @ k.transpose(
            2, 3
        )  # faster here than torch's fused one
        if mask is not None:
            weights = weights + mask
        seen = (weights.softmax(-1).to(v.dtype) @ v).transpose(1, 2)
        x = self.attended(x + self.o(seen.reshape(batch, length, WIDTH)))
        return self.fed(x + self.drop(self.down(F.gelu(self.up(x)))))


class Body(nn.Module):
    """From embeddings of pieces to one state for each word."""

    def __init__(self, pretrained: Pretrained, layers: list[int], low: int) -> None:
        super().__init__()
        tensors = pretrained.tensors
        self.position = nn.Parameter(
            torch.tensor(tensors["emb.pos"]).view(-1, WIDTH)
            + torch.tensor(tensors["emb.type"]).view(-1, WIDTH)[0]
        )
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.weight.data, self.norm.bias.data = (torch.tensor(tensors[f"emb.ln.{k}"]) for k in "wb")
        self.layers, self.low = nn.ModuleList(Layer(pretrained, i) for i in layers), low
        self.drop = Dropout()

    def forward(
        self,
        pieces: Tensor,
        first: Tensor,
        last: Tensor,
        seen: Tensor | None = None,
        words: Tensor | None = None,
    ) -> Tensor:
        """`pieces` [batch, pieces, width], `first` and `last` [batch, words]: the pieces of each word.

        `seen` and `words` mask the padding; None where there is none.
        """
        x = self.drop(self.norm(pieces + self.position[: pieces.shape[1]]))
        for layer in self.layers[: self.low]:
            x = layer(x, _blind(seen))
        rows = torch.arange(x.shape[0])[:, None]
        x = (x[rows, first] + x[rows, last]) * 0.5
        for layer in self.layers[self.low :]:
            x = layer(x, _blind(words))
        return x


def _blind(seen: Tensor | None) -> Tensor | None:
    """What to add to the attention so that nobody looks at the padding."""
    if seen is None:
        return None
    return torch.zeros(seen.shape, dtype=torch.bfloat16).masked_fill(~seen, -1e4)[:, None, None, :]


class Heads(nn.Module):
    """What is read off the states: labels, and links."""

    def __init__(self) -> None:
        super().__init__()
        self.labels = nn.Linear(WIDTH, 3 * len(HEADS))
        self.anchors = nn.ModuleDict({k: nn.Linear(3 * WIDTH, LINK) for k in LINKS})
        self.candidates = nn.ModuleDict({k: nn.Linear(2 * WIDTH, LINK) for k in LINKS})
        self.distance = nn.ParameterDict({k: nn.Parameter(torch.zeros(BUCKETS)) for k in LINKS})
        self.nobody = nn.ParameterDict({k: nn.Parameter(torch.zeros(LINK)) for k in LINKS})

    def link(
        self, kind: str, states: Tensor, anchors: Tensor, candidates: Tensor, pairs: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores of pairs, and of nobody for each anchor.

        `states` [word, width], the last one zeros; `anchors` [anchor, 3] and `candidates` [candidate, 2]
        are indices into it, `pairs` [pair, 3]: anchor, candidate, class of distance.
        """
        a = self.anchors[kind](states[anchors].flatten(1))
        c = self.candidates[kind](states[candidates].flatten(1))
        scores = (a[pairs[:, 0]] * c[pairs[:, 1]]).sum(1) / math.sqrt(LINK) + self.distance[kind][pairs[:, 2]]
        return scores, a @ self.nobody[kind]


class Network(nn.Module):
    """Frozen embeddings of the pieces, body and heads."""

    def __init__(self, pretrained: Pretrained, layers: list[int], low: int) -> None:
        super().__init__()
        self.register_buffer("embedding", torch.tensor(pretrained.tensors["emb.word"]), persistent=False)
        self.body, self.heads = Body(pretrained, layers, low), Heads()

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, seen: Tensor, words: Tensor) -> Tensor:
        """The state of each word."""
        return self.body(self.embedding[ids], first, last, seen, words)

"""How a graph is run: onnxruntime on one thread."""

from __future__ import annotations

from importlib.resources.abc import Traversable

import onnxruntime
from onnxruntime import GraphOptimizationLevel as Level

__all__ = ["Level", "open_session"]


def open_session(graph: Traversable, level: Level = Level.ORT_ENABLE_ALL) -> onnxruntime.InferenceSession:
    """The session of a graph in a file; `level` says how far onnxruntime may rewrite it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = level
    return onnxruntime.InferenceSession(graph.read_bytes(), options, providers=["CPUExecutionProvider"])

"""What must change for an alternative to win: its indicators, or the weights."""

from songi.methods.inverse.joint_changes import JointChange, smallest_joint_change
from songi.methods.inverse.margins import (
    margin_among_first,
    margin_within_rules,
    margins_after_changes,
)
from songi.methods.inverse.single_changes import SingleChanges, smallest_single_changes
from songi.methods.inverse.winning_weights import (
    WinningWeights,
    nearest_tried_weights,
    nearest_winning_weights,
)

__all__ = [
    "JointChange",
    "SingleChanges",
    "WinningWeights",
    "margin_among_first",
    "margin_within_rules",
    "margins_after_changes",
    "nearest_tried_weights",
    "nearest_winning_weights",
    "smallest_joint_change",
    "smallest_single_changes",
]

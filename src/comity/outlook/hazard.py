"""A discrete-time hazard: how likely something first happens in each stretch of the days ahead.

The days ahead are cut into steps. For each step the chance that it happens there, if it has not before, follows a
regression with the complementary log-log link (Prentice and Gloeckler 1978), so that the chance within any number of
days follows from one rate a day, and never falls as the days grow. Coefficients are shrunk towards zero (a ridge), and
their spread is taken over clusters (Liang and Zeger 1986), since what happens within one case goes together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS = (0, 30, 90, 365)
"""Where the steps ahead begin and end, in days."""

ITERATIONS = 40
_HALVINGS = 30
_TOLERANCE = 1e-6
_LEAST = 1e-300
_MOST = 30.0
"""Bounds on the logarithm of a rate, so that no step of the fitting overflows."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What was seen: the features of each row, for how many days it was watched, and whether it then happened.

    `clusters` numbers the cases; rows of one case are taken to go together. In some row it must have happened.
    """

    features: Array
    exposure: Array
    happened: NDArray[np.bool_]
    clusters: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients on standardised columns, the first being the constant, and their covariance."""

    mean: Array
    scale: Array
    weights: Array
    covariance: Array

    def columns(self, features: Array) -> Array:
        """The standardised columns of `features` (rows, features), behind one of ones."""
        standard = (features - self.mean) / self.scale
        return np.column_stack([np.ones(len(features)), standard])

    def log_rate(self, features: Array) -> tuple[Array, Array]:
        """The logarithm of the rate a day of each row, and its standard error."""
        columns = self.columns(features)
        variance = np.einsum("ij,jk,ik->i", columns, self.covariance, columns)
        return columns @ self.weights, np.sqrt(np.maximum(variance, 0))


def regress(rows: Rows, ridge: float) -> Regression:
    """Fit rates to `rows`, `ridge` being the precision of the prior on each coefficient but the constant.

    The likelihood is concave, so that Newton's steps, halved where they overshoot, lead to its one summit.
    """
    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0)
    scale[scale == 0] = 1
    columns = np.column_stack([np.ones(len(rows.features)), (rows.features - mean) / scale])
    penalty = np.full(columns.shape[1], ridge)
    penalty[0] = 1e-9
    weights = np.zeros(columns.shape[1])
    weights[0] = np.log(rows.happened.sum() / rows.exposure.sum())
    for _ in range(ITERATIONS):
        slope, curvature = _derivatives(columns @ weights, rows)
        gradient = columns.T @ slope - penalty * weights
        step = np.linalg.solve(_information(columns, curvature, penalty), gradient)
        weights = _uphill(columns, weights, step, rows, penalty)
        if gradient @ step < _TOLERANCE:
            break
    return Regression(mean, scale, weights, _covariance(columns, weights, rows, penalty))


def _uphill(columns: Array, weights: Array, step: Array, rows: Rows, penalty: Array) -> Array:
    """`weights` a step further, the step being halved until it does not lead down."""
    here = _likelihood(columns, weights, rows, penalty)
    for halvings in range(_HALVINGS):
        there = weights + step / 2**halvings
        if _likelihood(columns, there, rows, penalty) >= here:
            return there
    return weights


def _likelihood(columns: Array, weights: Array, rows: Rows, penalty: Array) -> float:
    hazard = _hazard(columns @ weights, rows)
    chance = np.maximum(-np.expm1(-hazard), _LEAST)
    fit = np.where(rows.happened, np.log(chance), -hazard).sum()
    return float(fit - (penalty * weights**2).sum() / 2)


def _hazard(log_rate: Array, rows: Rows) -> Array:
    hazard: Array = np.exp(np.clip(log_rate, -_MOST, _MOST)) * rows.exposure
    return hazard


def _derivatives(log_rate: Array, rows: Rows) -> tuple[Array, Array]:
    """The slope of the log-likelihood along each row's log rate, and the expected curvature."""
    hazard = _hazard(log_rate, rows)
    chance = np.maximum(-np.expm1(-hazard), _LEAST)
    slope = np.where(rows.happened, hazard * (1 - chance) / chance, -hazard)
    return slope, hazard**2 * (1 - chance) / chance


def _information(columns: Array, curvature: Array, penalty: Array) -> Array:
    information: Array = (columns * curvature[:, None]).T @ columns + np.diag(penalty)
    return information


def _covariance(columns: Array, weights: Array, rows: Rows, penalty: Array) -> Array:
    """The covariance that clusters allow (the "sandwich"): how far the weights would move if other cases had been seen."""
    slope, curvature = _derivatives(columns @ weights, rows)
    bread = np.linalg.inv(_information(columns, curvature, penalty))
    _, numbers = np.unique(rows.clusters, return_inverse=True)
    scores = np.zeros((numbers.max() + 1, columns.shape[1]))
    np.add.at(scores, numbers, columns * slope[:, None])
    covariance: Array = bread @ (scores.T @ scores) @ bread
    return covariance

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
_FREE = 1e-9
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
class Prior:
    """What is taken of the weights before anything is seen: for each a `mean` and a `precision`.

    They are of the column in units of its standard deviation and from its mean, or of the column as it is where `raw`.
    """

    mean: Array
    precision: Array
    raw: NDArray[np.bool_]


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
        columns: Array = np.column_stack([np.ones(len(features)), standard])
        return columns

    def contributions(self, features: Array) -> Array:
        """What each feature (column) adds to the logarithm of the rate of each row, compared with the average row."""
        added: Array = self.columns(features)[:, 1:] * self.weights[1:]
        return added

    def log_rate(self, features: Array) -> tuple[Array, Array]:
        """The logarithm of the rate a day of each row, and its standard error."""
        columns = self.columns(features)
        variance = np.einsum("ij,jk,ik->i", columns, self.covariance, columns)
        rate: Array = columns @ self.weights
        return rate, np.sqrt(np.maximum(variance, 0))


def regress(rows: Rows, prior: Prior) -> Regression:
    """Fit rates to `rows`, with `prior` on every weight but the constant, which is free.

    The likelihood is concave, so that Newton's steps, halved where they overshoot, lead to its one summit.
    """
    mean = np.where(prior.raw, 0, rows.features.mean(axis=0))
    scale = np.where(prior.raw, 1, rows.features.std(axis=0))
    scale[scale == 0] = 1
    columns = np.column_stack([np.ones(len(rows.features)), (rows.features - mean) / scale])
    penalty = np.concatenate([[_FREE], prior.precision])
    middle = np.concatenate([[0.0], prior.mean])
    weights = middle.copy()
    weights[0] = np.log(rows.happened.sum() / rows.exposure.sum())
    for _ in range(ITERATIONS):
        slope, curvature = _derivatives(columns @ weights, rows)
        gradient = columns.T @ slope - penalty * (weights - middle)
        step = np.linalg.solve(_information(columns, curvature, penalty), gradient)
        weights = _uphill(columns, weights, step, rows, penalty, middle)
        if gradient @ step < _TOLERANCE:
            break
    return Regression(mean, scale, weights, _covariance(columns, weights, rows, penalty))


def _uphill(columns: Array, weights: Array, step: Array, rows: Rows, penalty: Array, middle: Array) -> Array:
    """`weights` a step further, the step being halved until it does not lead down."""
    here = _likelihood(columns, weights, rows, penalty, middle)
    for halvings in range(_HALVINGS):
        there: Array = weights + step / 2**halvings
        if _likelihood(columns, there, rows, penalty, middle) >= here:
            return there
    return weights


def _likelihood(columns: Array, weights: Array, rows: Rows, penalty: Array, middle: Array) -> float:
    hazard = _hazard(columns @ weights, rows)
    chance = np.maximum(-np.expm1(-hazard), _LEAST)
    fit = np.where(rows.happened, np.log(chance), -hazard).sum()
    return float(fit - (penalty * (weights - middle) ** 2).sum() / 2)


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
    """How far the weights may lie off: what is left of the prior, and how far they would move with other cases."""
    slope, curvature = _derivatives(columns @ weights, rows)
    bread = np.linalg.inv(_information(columns, curvature, penalty))
    _, numbers = np.unique(rows.clusters, return_inverse=True)
    scores = np.zeros((numbers.max() + 1, columns.shape[1]))
    np.add.at(scores, numbers, columns * slope[:, None])
    covariance: Array = bread + bread @ (scores.T @ scores) @ bread
    return covariance

"""The regression finds the rates that made the data, and its probabilities behave."""

from __future__ import annotations

import numpy as np
import pytest

from comity.outlook.hazard import Prior, Rows, regress


def made(seed: int, count: int = 20_000) -> Rows:
    """Rows whose rate a day is exp(-6 + x), each watched for ten to a hundred days."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(count, 1))
    exposure = random.integers(10, 100, count).astype(float)
    chance = -np.expm1(-np.exp(-6 + features[:, 0]) * exposure)
    return Rows(features, exposure, random.random(count) < chance, np.arange(count))


def prior(precision: float, mean: float = 0.0) -> Prior:
    return Prior(np.array([mean]), np.array([precision]), np.array([True]))


def test_it_finds_the_rates_that_made_the_data() -> None:
    found = regress(made(1), prior(1e-6))
    assert found.weights == pytest.approx([-6, 1], abs=0.06)
    log_rate, error = found.log_rate(np.array([[0.0], [2.0]]))
    assert log_rate == pytest.approx([-6, -4], abs=0.12)
    assert (error > 0).all()
    assert (error < 0.1).all()


def test_a_strong_prior_holds_the_weight_and_a_weak_one_lets_it_go() -> None:
    assert regress(made(2), prior(1e9, mean=0.5)).weights[1] == pytest.approx(0.5, abs=1e-3)
    assert regress(made(2), prior(1e-9, mean=0.5)).weights[1] == pytest.approx(1, abs=0.06)


def test_a_column_that_never_varies_keeps_its_prior() -> None:
    rows = made(3)
    still = Rows(np.zeros_like(rows.features), rows.exposure, rows.happened, rows.clusters)
    assert regress(still, prior(20, mean=0.7)).weights[1] == pytest.approx(0.7)


def test_rows_of_one_case_count_as_one() -> None:
    """Seeing every row four times over, in the same cases, makes nothing surer."""
    rows = made(4, 4_000)
    often = Rows(*(np.concatenate([part] * 4) for part in (rows.features, rows.exposure, rows.happened, rows.clusters)))
    apart, together = regress(rows, prior(1e-6)), regress(often, prior(1e-6))
    assert together.weights == pytest.approx(apart.weights, abs=1e-3)
    # What is left of the prior shrinks with the rows; what other cases would have given does not.
    assert together.covariance[1, 1] > apart.covariance[1, 1] / 2

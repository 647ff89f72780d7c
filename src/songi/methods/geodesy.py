"""Distances on the Earth and the time a road takes when only the distance is known."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from songi.errors import MethodError
from songi.methods.checks import FloatArray, finite, leading_shape, refuse_where

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth, (2a + b) / 3 of WGS84 (IUGG)."""


def great_circle_km(
    lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike
) -> FloatArray:
    r"""Great-circle distance by the haversine formula.

    $d = 2 R \arcsin \sqrt{\sin^2 \frac{\Delta\varphi}{2}
    + \cos\varphi_1 \cos\varphi_2 \sin^2 \frac{\Delta\lambda}{2}}$ on a sphere of 6,371.0088 km.
    Against the WGS84 ellipsoid the error is at most about 0.6 %.

    Args:
        lat1: latitude of the first point, degrees north, -90..90.
        lon1: its longitude, degrees east, -180..360.
        lat2: latitude of the second point.
        lon2: its longitude. All four broadcast.

    Returns:
        Distance in km.

    Raises:
        MethodError: NaN, a latitude or longitude out of bounds (a latitude beyond 90 often means
            that the two were swapped), shapes that do not broadcast.

    Source:
        Sinnott (1984), Sky and Telescope 68; Moritz (2000), Journal of Geodesy 74 (radius).
    """
    latitudes = finite("lat1", lat1), finite("lat2", lat2)
    longitudes = finite("lon1", lon1), finite("lon2", lon2)
    for latitude, longitude in zip(latitudes, longitudes, strict=True):
        _on_earth(latitude, longitude)
    leading_shape(
        lat1=latitudes[0].shape,
        lon1=longitudes[0].shape,
        lat2=latitudes[1].shape,
        lon2=longitudes[1].shape,
    )
    north1, north2 = np.radians(latitudes[0]), np.radians(latitudes[1])
    east1, east2 = np.radians(longitudes[0]), np.radians(longitudes[1])
    chord = (
        np.sin((north2 - north1) / 2) ** 2
        + np.cos(north1) * np.cos(north2) * np.sin((east2 - east1) / 2) ** 2
    )
    # Rounding may lift antipodes a little above one.
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))


def travel_minutes(
    distance_km: ArrayLike,
    circuity: ArrayLike,
    band_starts_km: ArrayLike,
    speeds_kmh: ArrayLike,
) -> FloatArray:
    r"""Time by road from the straight distance: a detour factor, and a speed for each band.

    The road is $r = c \cdot d$ long. Its first kilometres are driven at the speed of the first
    band, those beyond the start of the second band at the second speed, and so on:
    $t = 60 \sum_b \ell_b(r) / v_b$, with $\ell_b$ the part of the road in band b. The time is
    continuous and rises with distance. A stand-in where there is no road network: circuity and
    speeds are assumptions.

    Args:
        distance_km: straight distances in km, any shape, not negative.
        circuity: road length by straight distance, at least 1; broadcasts against the distances
            (shape `[draws, 1, 1]` against `[origins, destinations]`).
        band_starts_km: `[bands]`, km of road at which each band starts; the first is 0, rising.
        speeds_kmh: `[..., bands]`, km/h in each band, positive; leading axes broadcast against the
            distances.

    Returns:
        Minutes, of the shape to which distances, circuity and speeds broadcast.

    Raises:
        MethodError: NaN, negative distances, a circuity below 1, speeds that are not positive,
            starts that do not rise from 0, shapes that do not fit.

    Source:
        Circuity: Ballou, Rahardja and Sakai (2002), Transportation Research A 36; the speed bands
        are songi's own simplification.
    """
    straight, detour = finite("distance_km", distance_km), finite("circuity", circuity)
    starts, speeds = finite("band_starts_km", band_starts_km), finite("speeds_kmh", speeds_kmh)
    refuse_where(straight < 0, "distance_km must not be negative")
    refuse_where(detour < 1, "circuity must be at least 1")
    refuse_where(speeds <= 0, "speeds_kmh must be positive")
    _check_bands(starts, speeds)
    shape = leading_shape(
        distance_km=straight.shape, circuity=detour.shape, speeds_kmh=speeds.shape[:-1]
    )
    road = straight * detour
    minutes = np.zeros(shape)
    ends = np.append(starts[1:], np.inf)
    for band, (start, end) in enumerate(zip(starts, ends, strict=True)):
        minutes += np.clip(road - start, 0.0, end - start) * (60.0 / speeds[..., band])
    return minutes


def reach_km(
    minutes: ArrayLike, circuity: ArrayLike, band_starts_km: ArrayLike, speeds_kmh: ArrayLike
) -> FloatArray:
    r"""Return how far one gets in a time: the inverse of `travel_minutes`.

    Args:
        minutes: times, any shape, not negative.
        circuity: road length by straight distance, at least 1; broadcasts against the minutes.
        band_starts_km: `[bands]`, as for `travel_minutes`.
        speeds_kmh: `[..., bands]`, leading axes broadcast against the minutes.

    Returns:
        Straight distance in km, of the shape to which minutes, circuity and speeds broadcast.

    Raises:
        MethodError: NaN, negative times, and whatever `travel_minutes` refuses.
    """
    left, detour = finite("minutes", minutes), finite("circuity", circuity)
    starts, speeds = finite("band_starts_km", band_starts_km), finite("speeds_kmh", speeds_kmh)
    refuse_where(left < 0, "minutes must not be negative")
    refuse_where(detour < 1, "circuity must be at least 1")
    refuse_where(speeds <= 0, "speeds_kmh must be positive")
    _check_bands(starts, speeds)
    shape = leading_shape(minutes=left.shape, circuity=detour.shape, speeds_kmh=speeds.shape[:-1])
    left, road = np.broadcast_to(left, shape), np.zeros(shape)
    for band, length in enumerate(np.append(np.diff(starts), np.inf)):
        driven = np.minimum(left * (speeds[..., band] / 60.0), length)
        road += driven
        left = left - driven * (60.0 / speeds[..., band])
        left = np.maximum(left, 0.0)
    return road / detour


def unit_vectors(latitude: ArrayLike, longitude: ArrayLike) -> FloatArray:
    """Return points of the unit sphere: their scalar product is the cosine of their angle.

    Args:
        latitude: degrees north, -90..90.
        longitude: degrees east, -180..360; broadcasts against the latitude.

    Returns:
        x, y, z along a new last axis.

    Raises:
        MethodError: NaN, a latitude or longitude out of bounds, shapes that do not broadcast.
    """
    _on_earth(finite("latitude", latitude), finite("longitude", longitude))
    north, east = np.radians(np.asarray(latitude)), np.radians(np.asarray(longitude))
    x, y = np.cos(north) * np.cos(east), np.cos(north) * np.sin(east)
    return np.stack(np.broadcast_arrays(x, y, np.sin(north)), axis=-1)


def distances_km(ones: ArrayLike, others: ArrayLike) -> FloatArray:
    """Return great-circle distances of all pairs of points of the unit sphere.

    The same as `great_circle_km` to a decimetre, several times as fast where there are many pairs.

    Args:
        ones: `[..., n, 3]`, of `unit_vectors`.
        others: `[..., m, 3]`; leading axes broadcast.

    Returns:
        Kilometres `[..., n, m]`.

    Raises:
        MethodError: NaN, a last axis that is not x, y, z.
    """
    here, there = finite("ones", ones), finite("others", others)
    if here.shape[-1:] != (3,) or there.shape[-1:] != (3,) or min(here.ndim, there.ndim) < 2:
        message = f"points must have the shape [..., n, 3]: {here.shape}, {there.shape}"
        raise MethodError(message)
    # Not a matrix product, whose last bits depend on how many points there are.
    x, y, z = (here[..., :, None, k] * there[..., None, :, k] for k in range(3))
    # Half the chord squared; rounding may take it a little below nought.
    half = (1.0 - (x + y + z)) / 2.0
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))


def _on_earth(latitude: FloatArray, longitude: FloatArray) -> None:
    refuse_where(np.abs(latitude) > 90, "latitudes must lie between -90 and 90 degrees")
    refuse_where(
        (longitude < -180) | (longitude > 360), "longitudes must lie between -180 and 360 degrees"
    )


def _check_bands(starts: FloatArray, speeds: FloatArray) -> None:
    if starts.ndim != 1 or starts.size == 0 or starts[0] != 0 or np.any(np.diff(starts) <= 0):
        message = f"band_starts_km must rise from 0; they are {starts.tolist()}"
        raise MethodError(message)
    if speeds.ndim < 1 or speeds.shape[-1] != starts.size:
        message = (
            f"speeds_kmh must have the shape [..., {starts.size}], one speed for each band; "
            f"it has {list(speeds.shape)}"
        )
        raise MethodError(message)

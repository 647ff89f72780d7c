"""The ground under a map: few shapes, cut off at the frame, small."""

import json

import numpy as np
import pytest

from figures.test_maps import GOYANG, HWASUN
from songi.figures.ground import OPACITIES, ground_layer
from songi.figures.maps import place_map
from songi.figures.render import svg_of
from songi.methods.hexagons import hexagons_of

LATITUDES, LONGITUDES = (
    grid.ravel() for grid in np.meshgrid(np.linspace(35, 37.8, 40), np.linspace(126.4, 127.4, 25))
)
PEOPLE = dict(zip(hexagons_of(LATITUDES, LONGITUDES, 7), np.geomspace(1, 2e6, 1000), strict=False))


def records_of(layers):
    (layer,) = layers
    return json.loads(layer.data.values)


def to_pixels(longitude, latitude):
    return [(x - 126) * 100 for x in longitude], [(38 - y) * 100 for y in latitude]


def test_every_shade_is_one_shape_within_the_frame():
    records = records_of(ground_layer(PEOPLE, to_pixels, (150.0, 200.0), 1.2, "en"))
    assert len(records) == len(OPACITIES) == len({one["density"] for one in records})
    for one in records:
        corners = json.dumps(one["geometry"]["coordinates"]).replace("[", "").replace("]", "")
        numbers = [float(text) for text in corners.split(",")]
        assert min(numbers) >= 0
        assert max(numbers[1::2]) <= 200


def test_no_people_and_people_elsewhere_draw_nothing():
    assert ground_layer({}, to_pixels, (100.0, 100.0), 1.0, "ko") == []
    far = {str(hexagons_of([10.0], [10.0], 7)[0]): 5.0}
    assert ground_layer(far, to_pixels, (100.0, 100.0), 1.0, "ko") == []


@pytest.mark.parametrize("within", [None, 30.0])
def test_a_map_stands_on_the_ground_and_stays_small(within):
    chart = place_map([GOYANG, HWASUN], [], "ko", PEOPLE, within)
    drawn = svg_of(chart)
    assert "㎢당 인구" in drawn
    assert len(drawn) < 300_000
    assert (">화순<" in drawn) == (within is None)

"""Roads of the made-up study: one network, and the way from candidate a to its airport."""

from study.made_up_rows import row

ROADS = {
    "road_networks": [row(id="n", nodes="9", links="9", length_km="9", joined_share="1")],
    "congestion": [row(network="n", factor="1.0..2.0")],
    "road_times": [row(network="n", candidate="a", destination="air1", minutes="90", gap_km="0.5")],
}

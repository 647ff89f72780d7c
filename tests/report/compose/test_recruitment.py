"""Words of the chapter on trials that the made-up study has no case of."""

from songi.report.compose.recruitment import _are_alike
from songi.study.schema.trials import TrialCentre
from study.made_up_clinic import centre


def centres(*rows):
    return [
        TrialCentre.model_validate({k: v for k, v in row.items() if v}) for row in rows
    ]  # fmt: skip


def test_centres_that_are_stated_alike_have_no_order():
    joining = [centre(f"c{k}", role="could_join") for k in range(3)]
    assert _are_alike(centres(centre("a"), *joining))
    assert not _are_alike(centres(centre("a"), joining[0]))
    assert not _are_alike(centres(*joining, centre("d", role="could_join", approval="0..1")))

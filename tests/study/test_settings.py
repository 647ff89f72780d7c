import pytest
from pydantic import BaseModel, ValidationError

from songi.study import settings
from songi.study.settings import Options, Scenario, StudyInfo

MODELS = [
    model
    for model in vars(settings).values()
    if isinstance(model, type) and issubclass(model, BaseModel) and model is not BaseModel
]


@pytest.mark.parametrize("model", MODELS)
def test_every_setting_is_documented_frozen_and_closed(model):
    assert all(field.description for field in model.model_fields.values())
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"


def test_a_study_head_has_sensible_defaults():
    info = StudyInfo(format=1, id="toy", name_ko="예", name_en="Toy")
    assert (info.draws, info.seed, info.price_base) == (10_000, 1, 2024)
    assert info.rival_rankings == "internal"
    assert info.options == Options()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"draws": 0}, "greater than or equal to 1"),
        ({"seed": -1}, "greater than or equal to 0"),
        ({"price_base": 1850}, "greater than or equal to 1990"),
        ({"id": "Toy!"}, "String should match pattern"),
    ],
)
def test_a_head_out_of_range_is_refused(given, message):
    head = {"format": 1, "id": "toy", "name_ko": "예", "name_en": "Toy", **given}
    with pytest.raises(ValidationError, match=message):
        StudyInfo.model_validate(head)


def test_a_scenario_cannot_fix_a_result():
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Scenario.model_validate({"name_ko": "가", "name_en": "A", "results": {"ranks": 1}})

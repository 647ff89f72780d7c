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


def test_names_are_given_in_both_languages_and_read_back():
    head = {"format": 1, "id": "toy", "name_ko": "예", "name_en": "Toy"}
    told = {"organoid": {"ko": "오가노이드", "en": "organoid"}}
    info = StudyInfo.model_validate({**head, "names": told})
    assert info.names["organoid"].ko == "오가노이드"
    assert StudyInfo.model_validate(info.model_dump(mode="json")) == info
    assert StudyInfo.model_validate({**head, "names": info.names}) == info


@pytest.mark.parametrize(
    "name",
    [
        "오가노이드",
        {"ko": "오가노이드"},
        {"ko": "오가노이드", "en": ""},
        {"ko": "오가노이드", "en": 3},
        {"ko": "가", "en": "a", "fr": "a"},
        {},
        None,
    ],
)
def test_a_name_that_is_not_two_texts_is_refused(name):
    head = {"format": 1, "id": "toy", "name_ko": "예", "name_en": "Toy"}
    with pytest.raises(ValidationError) as caught:
        StudyInfo.model_validate({**head, "names": {"organoid": name}})
    assert [fault["type"] for fault in caught.value.errors()] == ["name_form"]


def test_an_id_with_a_name_is_written_like_any_other():
    head = {"format": 1, "id": "toy", "name_ko": "예", "name_en": "Toy"}
    with pytest.raises(ValidationError, match="should match pattern"):
        StudyInfo.model_validate({**head, "names": {"오가": {"ko": "가", "en": "a"}}})

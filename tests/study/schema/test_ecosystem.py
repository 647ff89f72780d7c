import pytest
from pydantic import ValidationError

from songi.study.schema import ROW_CLASSES
from songi.study.schema.ecosystem import ROLES, Institution, Link, ServedFunction
from songi.study.schema.firms import FUNCTIONS
from study.made_up_ecosystem import ECOSYSTEM


def first(table, **cells):
    return {name: text for name, text in {**ECOSYSTEM[table][0], **cells}.items() if text}


@pytest.mark.parametrize("table", ECOSYSTEM)
def test_every_made_up_row_reads(table):
    for row in ECOSYSTEM[table]:
        read = ROW_CLASSES[table].model_validate({k: v for k, v in row.items() if v})
        assert read.topic == "place"


@pytest.mark.parametrize("role", ROLES)
def test_an_actor_has_one_of_the_roles(role):
    assert Institution.model_validate(first("institutions", role=role)).role == role
    with pytest.raises(ValidationError):
        Institution.model_validate(first("institutions", role=role.upper()))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_actor_serves_the_functions_of_the_cluster(function):
    row = ServedFunction.model_validate(first("served_functions", function=function))
    assert row.row_id == f"lab/{function}"


def test_a_link_has_parties():
    assert Link.model_validate(first("links")).parties == ("city", "lab")
    with pytest.raises(ValidationError):
        Link.model_validate(first("links", parties="|"))


@pytest.mark.parametrize("chance", ["-0.1", "1.2"])
def test_a_chance_lies_between_nought_and_one(chance):
    with pytest.raises(ValidationError):
        ServedFunction.model_validate(first("served_functions", serves=chance))

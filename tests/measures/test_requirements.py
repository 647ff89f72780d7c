from contest import copied
from evaluation import evaluate


def test_requirements_are_counted_by_status_unmet_first(contest_values):
    found = contest_values["requirement_status"]
    assert found["status"].values.tolist() == ["unmet", "partly", "met"]
    assert found.values.tolist() == [1, 1, 0]


def test_the_latest_version_of_a_requirement_counts(make_contest):
    done = {**copied("requirements")[0], "status": "met", "known_from": "2024-05-01"}
    found = evaluate(make_contest(more={"requirements": [done]}), 1, ["requirement_status"])
    assert found["requirement_status"].values.tolist() == [1, 0, 1]

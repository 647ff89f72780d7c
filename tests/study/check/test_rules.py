from songi.study.check import read_and_check


def codes(folder):
    return [problem.code for problem in read_and_check(folder)[1]]


def test_a_bid_may_join_another(make_study):
    assert codes(make_study(cells={"bids": {0: {"joins": "c"}}}, head={"own_bid": '"a"'})) == []


def test_a_bid_cannot_join_itself(make_study):
    found = codes(make_study(cells={"bids": {0: {"joins": "a"}}}))
    assert found
    assert all(code.startswith("bids.join") for code in found)

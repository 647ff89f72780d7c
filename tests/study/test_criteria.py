from songi.study.criteria import ROOT, criteria_tree


def test_the_criteria_hang_under_one_root(open_made_up):
    tree = criteria_tree(open_made_up().tables["criteria"])
    assert tree.names == (ROOT, "h1", "h2", "l1", "l2", "l3")
    assert tree.parents == (None, ROOT, ROOT, "h1", "h1", "h2")
    assert [tree.names[leaf] for leaf in tree.leaves] == ["l1", "l2", "l3"]


def test_aggregations_are_those_of_the_table(open_made_up):
    study = open_made_up(cells={"criteria": {1: {"aggregation": "geometric"}}})
    tree = criteria_tree(study.tables["criteria"])
    assert tree.aggregations[:3] == ("arithmetic", "arithmetic", "geometric")

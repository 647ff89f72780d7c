from songi.figures.recruitment import Recruitment, recruitment_chart
from songi.figures.render import svg_of


def test_each_trial_has_a_panel_with_target_and_deadline():
    trials = [
        Recruitment(name, [0, 6, 12], [0, 5, 9], [0, 2, 5], [0, 9, 14], 10, 11)
        for name in ("First", "Second")
    ]
    svg = svg_of(recruitment_chart(trials, ("Months", "Patients"), ("target", "deadline")))
    for text, times in (("First", 1), ("Second", 1), ("target", 2), ("deadline", 2)):
        assert svg.count(f">{text}<") == times

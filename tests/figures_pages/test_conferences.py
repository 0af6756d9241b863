from datetime import date

from plugins.values import Conference, Step

from .samples import NEW, OLD, article, conference, dossier


def states(track):
    return [stage.state for stage in track.stages]


def test_two_articles_on_one_conference_are_two_reports_of_one_meeting():
    meeting, = dossier(article("a"), article("b")).meetings
    assert [r.title for r in meeting.reports] == ["Bài a", "Bài b"]


def test_a_conference_that_was_held_is_no_longer_announced():
    told = article("bao", conferences=(conference(status="announced"),), day=date(2026, 4, 1))
    meeting, = dossier(told, article("tin")).meetings
    assert not meeting.announced and len(meeting.reports) == 2


def test_a_conference_that_is_only_announced_is_marked():
    assert dossier(article("a", conferences=(conference(status="announced"),))).meetings[0].announced


def test_conferences_without_a_day_are_not_taken_for_one_another():
    assert len(dossier(article("a", conferences=(conference(None),)), article("b", conferences=(conference(None),))).meetings) == 2


def test_meetings_stand_in_order_of_their_day_not_of_their_article():
    late = article("cu", conferences=(conference(date(2026, 1, 5)),), day=date(2026, 9, 1))
    assert [m.day for m in dossier(article("moi"), late).meetings] == [date(2026, 1, 5), date(2026, 4, 15)]


def test_the_tracker_says_which_steps_were_reported_announced_and_never_mentioned():
    made = dossier(
        article("mot", conferences=(conference(date(2026, 3, 1), "ban-thuong-vu", 1),)),
        article("ba", conferences=(conference(date(2026, 4, 15), step=3),)),
        article("nam", conferences=(conference(date(2026, 5, 20), step=5, status="announced"),)),
    )
    track, = made.tracks
    assert states(track) == ["reported", "silent", "reported", "silent", "announced"] and track.reported == 2


def test_a_combined_conference_for_two_terms_does_not_part_the_run():
    made = dossier(
        article("hai", conferences=(conference(date(2026, 4, 1), "can-bo-chu-chot", 2),)),
        article("ba", conferences=(conference(step=3, terms=(OLD, NEW)),)),
    )
    track, = made.tracks
    assert track.terms == (OLD, NEW) and track.reported == 2


def test_a_procedure_run_again_a_year_later_is_another_track():
    made = dossier(
        article("a", conferences=(conference(date(2025, 4, 1), step=5),)), article("b", conferences=(conference(date(2026, 4, 1), step=1),)),
    )
    assert [states(t)[0] for t in made.tracks] == ["silent", "reported"]


def test_a_variant_with_four_steps_is_a_track_of_its_own_without_borrowed_labels():
    made = dossier(article("a", conferences=(conference(step=4, of=4),)))
    track, = made.tracks
    assert [s.label for s in track.stages] == ["", "", "", "Hội nghị Ban Chấp hành"]


def test_the_step_number_does_not_fix_the_kind():
    made = dossier(article("a", conferences=(conference(kind="can-bo-chu-chot", step=3),)))
    labels = [s.label for s in made.tracks[0].stages]
    assert labels[2] == "Hội nghị cán bộ chủ chốt" and labels[1] == "Giới thiệu nguồn"


def test_a_step_beyond_what_the_article_counts_still_has_its_place():
    odd = Conference("khac", held=date(2026, 4, 1), committees=("khoi-vi-du",), terms=(NEW,), step=Step(6, 5, "quy-hoach"))
    assert len(dossier(article("a", conferences=(odd,))).tracks[0].stages) == 6

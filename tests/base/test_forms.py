"""Forms: days in words, every fault at once, each beside its field."""

from __future__ import annotations

from datetime import date

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, NameField
from chibo.base.refusal import Fault, FaultyError
from chibo.base.templatetags.chibo import cau_dau, lien


class MeetingForm(HouseForm):
    title = NameField(label="Tên cuộc họp")
    day = DayField(label="Ngày họp")
    met = forms.ChoiceField(label="Đã gặp mấy lần?", choices=[("0", "chưa gặp"), ("1", "1 lần")], widget=Choices)
    sure = forms.BooleanField(label="Đã đối chiếu")
    note = forms.CharField(label="Ghi chú", required=False)


GOOD = {"title": " Họp   chi bộ ", "day": "5/6/2018", "met": "1", "sure": "on"}


def test_a_good_form_gives_a_day_and_a_tidy_name() -> None:
    form = MeetingForm(GOOD)
    assert form.is_valid()
    assert (form.cleaned_data["day"], form.cleaned_data["title"]) == (date(2018, 6, 5), "Họp chi bộ")


def test_the_day_is_said_in_words_beside_its_field() -> None:
    assert "thứ Ba, ngày 5 tháng 6 năm 2018" in str(MeetingForm(GOOD))
    assert MeetingForm().fields["day"].echo("ngày mai") == ""  # type: ignore[attr-defined]


def test_a_day_given_by_the_page_is_shown_as_it_is_written_here() -> None:
    assert 'value="5-6-2018"' in str(MeetingForm(initial={"day": date(2018, 6, 5)}))


def test_no_browser_stops_at_the_first_gap_in_its_own_language() -> None:
    assert MeetingForm.base_fields["title"].required
    assert " required" not in str(MeetingForm())


def test_everything_left_empty_is_said_at_once_with_a_link_to_each_field() -> None:
    form = MeetingForm({})
    assert form.all_faults() == [
        ("id_title", "Chưa ghi tên cuộc họp."),
        ("id_day", "Chưa ghi ngày họp."),
        ("id_met", "Chưa trả lời câu “Đã gặp mấy lần?”"),
        ("id_sure", "Chưa đánh dấu ô “Đã đối chiếu”."),
    ]
    drawn = str(form)
    assert "Có 4 chỗ cần sửa" in drawn
    assert "autofocus" in drawn
    for target, _message in form.all_faults():
        assert f'href="#{target}"' in drawn
        assert f'id="{target}"' in drawn


def test_a_day_that_cannot_be_keeps_what_was_typed() -> None:
    form = MeetingForm({**GOOD, "day": "32-1-1990"})
    assert form.errors["day"] == ["“32-1-1990”: tháng 1 chỉ có 31 ngày. Ghi ngày, tháng, năm, ví dụ 5-2-2018."]
    assert 'value="32-1-1990"' in str(form)
    assert 'aria-invalid="true"' in str(form)


def test_faults_of_an_action_stand_beside_their_fields_and_others_above_all() -> None:
    form = MeetingForm(GOOD)
    faults = [
        Fault(what="Ngày này ở sau hôm nay.", next="Sửa ngày.", field="day"),
        Fault(what="Sổ đã khóa.", field="gone"),
    ]
    form.is_valid()
    form.add_faults(FaultyError(faults))
    assert form.errors["day"] == ["Ngày này ở sau hôm nay. Sửa ngày."]
    assert form.all_faults()[0] == ("", "Sổ đã khóa.")


def test_each_choice_is_drawn_once_and_begins_with_a_capital() -> None:
    assert str(MeetingForm()).count("Chưa gặp") == 1


def test_what_people_type_is_escaped() -> None:
    assert "<script>" not in str(MeetingForm({**GOOD, "title": "<script>", "day": "<script>"}))


def test_no_form_takes_a_text_with_a_mark_of_state_secrets() -> None:
    class Words(HouseForm):
        text = forms.CharField(label="Lời", widget=forms.Textarea)

    for marked in ("Dòng đầu\nMẬT\ndòng sau", "  tuyệt mật. ", "(TỐI  MẬT)"):
        assert "Không nhận đoạn có dòng" in Words({"text": marked}).errors["text"][0], marked
    for plain in ("giữ bí mật", "MẬT KHẨU", "mật ong\ntối"):
        assert Words({"text": plain}).is_valid(), plain


def test_a_field_added_after_the_form_was_made_is_asked_for_as_kindly() -> None:
    form = MeetingForm({**GOOD})
    form.fields["ground"] = NameField(label="Căn cứ")
    form.fields["chair"] = NameField(label="Chủ trì")
    form.fields["chair"].error_messages["required"] = "Ai chủ trì?"
    form.fields["since"] = DayField(label="Từ ngày")  # no noun: “Chưa ghi từ ngày” is no sentence
    assert [said for _, said in form.all_faults()] == ["Chưa ghi căn cứ.", "Ai chủ trì?", "Chưa ghi mục “Từ ngày”."]


def test_only_the_first_sentence_of_a_fault_is_the_link() -> None:
    form = MeetingForm({**GOOD, "day": "32/1/1990"})
    said = str(form)
    fault = form.all_faults()[0][1]
    assert ". " in fault
    assert f'<a href="#id_day">{cau_dau(fault)[0]}</a>'.count(".") == 1
    assert f'<a href="#id_day">{lien(cau_dau(fault)[0])}</a>' in said


def test_a_sentence_ends_where_a_capital_follows() -> None:
    assert cau_dau("Tháng 1 chỉ có 31 ngày. Sửa ô này.") == ("Tháng 1 chỉ có 31 ngày.", "Sửa ô này.")
    assert cau_dau("Đọc được .xlsx, .xls. ods không đọc.") == ("Đọc được .xlsx, .xls. ods không đọc.", "")
    assert cau_dau("Ngày 5. Đã qua. Ghi lại.") == ("Ngày 5.", "Đã qua. Ghi lại.")

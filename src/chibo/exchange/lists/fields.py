"""What a column of a list can hold: one vocabulary for every kind of list, with its words for the pages."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final


@unique
class Column(StrEnum):
    """What a column of a list can hold; the values are kept with an import."""

    IGNORE = "ignore"
    # a person
    FULL_NAME = "full_name"
    SURNAME = "surname"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    SEX = "sex"
    FEMALE = "female"
    MALE = "male"
    BIRTH = "birth"
    BIRTH_MALE = "birth_male"
    BIRTH_FEMALE = "birth_female"
    BIRTH_DAY = "birth_day"
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
    ETHNICITY = "ethnicity"
    NATIVE_PLACE = "native_place"
    RESIDENCE = "residence"
    POSITION = "position"
    SCHOOLING = "schooling"
    THEORY_LEVEL = "theory_level"
    HIRED_ON = "hired_on"
    IDENTITY_NUMBER = "identity_number"
    ORGANISATION = "organisation"
    # what papers ask beside
    BIRTH_NAME = "birth_name"
    OTHER_NAMES = "other_names"
    RELIGION = "religion"
    FOLK_AND_FAITH = "folk_and_faith"
    BIRTH_PLACE = "birth_place"
    PERMANENT_RESIDENCE = "permanent_residence"
    OCCUPATION_BEFORE = "occupation_before"
    LANGUAGES = "languages"
    FILE_NUMBER = "file_number"
    # a place in parts, as the clean-up sheet of 2025 has it
    BIRTH_COUNTRY = "birth_country"
    BIRTH_PROVINCE = "birth_province"
    BIRTH_DETAIL = "birth_detail"
    NATIVE_COUNTRY = "native_country"
    NATIVE_PROVINCE = "native_province"
    NATIVE_DETAIL = "native_detail"
    HOME_COUNTRY = "home_country"
    HOME_PROVINCE = "home_province"
    HOME_DETAIL = "home_detail"
    # a member
    IS_MEMBER = "is_member"
    PARTY_POST = "party_post"
    DECIDED_ON = "decided_on"
    CEREMONY_ON = "ceremony_on"
    OFFICIAL_ON = "official_on"
    RECOGNISED_ON = "recognised_on"
    CARD_NUMBER = "card_number"
    MOVED_IN_ON = "moved_in_on"
    MOVED_FROM = "moved_from"
    MOVED_OUT_ON = "moved_out_on"
    MOVED_TO = "moved_to"
    DIED_ON = "died_on"
    ENDED_ON = "ended_on"
    ENDED_HOW = "ended_how"
    LEFT_WHY = "left_why"
    LEFT_ON = "left_on"
    STATUS = "status"
    STATUS_ON = "status_on"
    # cells of 7-HSĐV that say several things at once
    TWO_NAMES = "two_names"
    BORN = "born"
    LIVED = "lived"
    LEARNED = "learned"
    WORKED = "worked"
    JOINED = "joined"
    NUMBERS = "numbers"
    MOVED_OUT = "moved_out"
    MOVED_IN = "moved_in"
    DIED = "died"
    ENDED = "ended"
    # the road
    SOURCE_ON = "source_on"
    # a year
    YEAR = "year"
    GRADE = "grade"
    ROUND_NAME = "round_name"
    HANDED_ON = "handed_on"
    PROMISE = "promise"
    RESULT = "result"
    DONE = "done"
    CHECKED_ON = "checked_on"
    KEPT_AT = "kept_at"
    # an organisation
    ORG_NAME = "org_name"
    ORG_KIND = "org_kind"
    ORG_PARENT = "org_parent"
    ORG_CODE = "org_code"
    ORG_SHORT = "org_short"
    ORG_PLACE = "org_place"
    ORG_SINCE = "org_since"
    ORG_WORKPLACE = "org_workplace"


LABELS: Final[dict[Column, str]] = {
    Column.IGNORE: "(không nhập)",
    Column.FULL_NAME: "Họ và tên",
    Column.SURNAME: "Họ và tên đệm",
    Column.MIDDLE_NAME: "Tên đệm",
    Column.GIVEN_NAME: "Tên",
    Column.SEX: "Giới tính",
    Column.FEMALE: "Nữ (đánh dấu)",
    Column.MALE: "Nam (đánh dấu)",
    Column.BIRTH: "Ngày sinh",
    Column.BIRTH_MALE: "Ngày sinh (nam)",
    Column.BIRTH_FEMALE: "Ngày sinh (nữ)",
    Column.BIRTH_DAY: "Ngày sinh: ngày",
    Column.BIRTH_MONTH: "Ngày sinh: tháng",
    Column.BIRTH_YEAR: "Ngày sinh: năm",
    Column.ETHNICITY: "Dân tộc",
    Column.NATIVE_PLACE: "Quê quán",
    Column.RESIDENCE: "Nơi ở",
    Column.POSITION: "Chức vụ, chức danh",
    Column.SCHOOLING: "Trình độ",
    Column.THEORY_LEVEL: "Lý luận chính trị",
    Column.HIRED_ON: "Ngày vào cơ quan",
    Column.IDENTITY_NUMBER: "Số định danh cá nhân",
    Column.ORGANISATION: "Chi bộ đang sinh hoạt",
    Column.BIRTH_NAME: "Họ và tên khai sinh",
    Column.OTHER_NAMES: "Tên gọi khác, bí danh",
    Column.RELIGION: "Tôn giáo",
    Column.FOLK_AND_FAITH: "Dân tộc; tôn giáo (một ô)",
    Column.BIRTH_PLACE: "Nơi sinh, nơi đăng ký khai sinh",
    Column.PERMANENT_RESIDENCE: "Nơi thường trú",
    Column.OCCUPATION_BEFORE: "Nghề nghiệp trước khi vào Đảng",
    Column.LANGUAGES: "Ngoại ngữ",
    Column.FILE_NUMBER: "Số lý lịch đảng viên",
    Column.BIRTH_COUNTRY: "Nơi đăng ký khai sinh: quốc gia",
    Column.BIRTH_PROVINCE: "Nơi đăng ký khai sinh: tỉnh",
    Column.BIRTH_DETAIL: "Nơi đăng ký khai sinh: chi tiết",
    Column.NATIVE_COUNTRY: "Quê quán: quốc gia",
    Column.NATIVE_PROVINCE: "Quê quán: tỉnh",
    Column.NATIVE_DETAIL: "Quê quán: chi tiết",
    Column.HOME_COUNTRY: "Nơi thường trú: quốc gia",
    Column.HOME_PROVINCE: "Nơi thường trú: tỉnh",
    Column.HOME_DETAIL: "Nơi thường trú: chi tiết",
    Column.IS_MEMBER: "Là đảng viên (đánh dấu)",
    Column.PARTY_POST: "Chức vụ Đảng (chỉ để biết ai là đảng viên)",
    Column.DECIDED_ON: "Ngày quyết định kết nạp",
    Column.CEREMONY_ON: "Ngày vào Đảng (lễ kết nạp)",
    Column.OFFICIAL_ON: "Ngày chính thức",
    Column.RECOGNISED_ON: "Ngày quyết định công nhận chính thức",
    Column.CARD_NUMBER: "Số thẻ đảng viên",
    Column.MOVED_IN_ON: "Ngày chuyển đến",
    Column.MOVED_FROM: "Chuyển đến từ",
    Column.MOVED_OUT_ON: "Ngày chuyển đi",
    Column.MOVED_TO: "Nơi chuyển đi",
    Column.DIED_ON: "Ngày từ trần",
    Column.ENDED_ON: "Ngày ra khỏi Đảng",
    Column.ENDED_HOW: "Hình thức ra khỏi Đảng",
    Column.LEFT_WHY: "Lý do giảm, lý do rời chi bộ",
    Column.LEFT_ON: "Ngày giảm, ngày rời chi bộ",
    Column.STATUS: "Trạng thái hoạt động",
    Column.STATUS_ON: "Ngày ra khỏi Đảng, từ trần",
    Column.TWO_NAMES: "Họ tên đang dùng; họ tên khai sinh (một ô)",
    Column.BORN: "Ngày sinh; nam, nữ; dân tộc; tôn giáo (một ô)",
    Column.LIVED: "Quê quán; nơi thường trú; nơi ở (một ô)",
    Column.LEARNED: "Học vấn; lý luận; ngoại ngữ (một ô)",
    Column.WORKED: "Nghề nghiệp trước đây; hiện nay (một ô)",
    Column.JOINED: "Ngày vào Đảng; ngày chính thức (một ô)",
    Column.NUMBERS: "Số thẻ; số lý lịch (một ô)",
    Column.MOVED_OUT: "Chuyển đi: ngày, nơi đến (một ô)",
    Column.MOVED_IN: "Chuyển đến: ngày, nơi đi (một ô)",
    Column.DIED: "Từ trần: ngày (một ô)",
    Column.ENDED: "Ra khỏi Đảng: ngày, hình thức (một ô)",
    Column.SOURCE_ON: "Ngày đưa vào nguồn",
    Column.YEAR: "Năm",
    Column.GRADE: "Mức xếp loại",
    Column.ROUND_NAME: "Tên đợt cam kết",
    Column.HANDED_ON: "Ngày nộp bản cam kết",
    Column.PROMISE: "Việc đã cam kết",
    Column.RESULT: "Kết quả thực hiện",
    Column.DONE: "Việc đã làm",
    Column.CHECKED_ON: "Ngày kiểm tra cuối năm",
    Column.KEPT_AT: "Bản giấy để ở",
    Column.ORG_NAME: "Tên tổ chức đảng",
    Column.ORG_KIND: "Loại tổ chức",
    Column.ORG_PARENT: "Tổ chức cấp trên trực tiếp",
    Column.ORG_CODE: "Mã tổ chức",
    Column.ORG_SHORT: "Tên gọn",
    Column.ORG_PLACE: "Địa danh ghi trên văn bản",
    Column.ORG_SINCE: "Ngày thành lập",
    Column.ORG_WORKPLACE: "Tên cơ quan, đơn vị",
}

NAMES: Final = frozenset({Column.FULL_NAME, Column.SURNAME, Column.GIVEN_NAME, Column.TWO_NAMES, Column.ORG_NAME})
"""What can name a row: a header speaks of one of these."""

DATES: Final = frozenset(
    {
        Column.BIRTH,
        Column.BIRTH_MALE,
        Column.BIRTH_FEMALE,
        Column.HIRED_ON,
        Column.DECIDED_ON,
        Column.CEREMONY_ON,
        Column.OFFICIAL_ON,
        Column.RECOGNISED_ON,
        Column.MOVED_IN_ON,
        Column.MOVED_OUT_ON,
        Column.DIED_ON,
        Column.ENDED_ON,
        Column.LEFT_ON,
        Column.STATUS_ON,
        Column.SOURCE_ON,
        Column.HANDED_ON,
        Column.CHECKED_ON,
        Column.ORG_SINCE,
    }
)

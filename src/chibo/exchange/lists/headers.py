"""What headers say: the words of offices for what a column holds."""

from __future__ import annotations

import re
from functools import lru_cache

from chibo.base.vietnamese import fold
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds import PEOPLE, Kind

_RELATIVES = (  # folded, bố is the bộ of cán bộ
    r"\b((?<!can )bo(?! (doi|phan|mon|chi))|me|cha|vo|chong|con(?! (sinh|lai|song|o))|anh|chi em|(nguoi )?than nhan)\b"
)
# What headers say, folded (no marks, small letters); the first that is found counts, so the narrower ones stand first.
_HEADERS: tuple[tuple[str, Column], ...] = (
    (r"\b(stt|tt|so thu tu|thu tu|no\.?)\b", Column.IGNORE),
    (r"\bdu kien\b|don xin|viet don|giay chung nhan|\bgcn\b|lop (boi duong|nhan thuc|cam tinh)", Column.IGNORE),
    (r"(vao|ket nap|gia nhap|chuyen) (cong )?doan\b|(vao|ket nap).*\bdoan tncs", Column.IGNORE),
    (r"^(ngay|noi|co quan|nam) (cap|phat|doi)\b|ngay mat (the|so|giay)|nguoi (gioi thieu|giup do)", Column.IGNORE),
    (rf"^ho (va |, ?)?ten .*{_RELATIVES}|^(ten )?{_RELATIVES}( de| ruot)?\W*({_RELATIVES}.*)?$", Column.IGNORE),
    (r"^(id|ma)( so)?( (dang vien|dv|can bo|cong chuc|nhan vien|ho so))?$", Column.IGNORE),
    (r"^ho (va|,|&)? ?ten \W?(dang vien|quan chung|can bo|cong chuc)(?!.*(giup do|gioi thieu))", Column.FULL_NAME),
    (r"ghi chu|\bchu thich\b|dien thoai|\bsdt\b|email|ky ten|chu ky|luong|bac\b|ngach|he so", Column.IGNORE),
    (r"(chuc vu|chuc danh)(?=.*\bdang\b).*(chinh quyen|chuyen mon|doan the)", Column.POSITION),
    (r"(chuc vu|chuc danh).*\b(dang|chi bo|cap uy)\b(?! (giu|dam|lam|cong|phu|nhan|hien))", Column.PARTY_POST),
    (r"^((chuc vu|chuc danh) )?(cap|chi) uy( vien)?$", Column.PARTY_POST),
    (r"^(ten )?(co quan|don vi|noi)\b.{0,15}\b(cong tac|lam viec)\b(?!.*(chuc|nghe))", Column.IGNORE),
    (r"\bthe (so )?(can cuoc|cccd)\b", Column.IDENTITY_NUMBER),
    (r"\bthe (so )?(bhyt|bhxh|bao (hiem|dam|chi)|y te|(cong )?doan|hoi|cong chuc|vien chuc|can bo)\b", Column.IGNORE),
    (r"\bthe (so )?(nha bao|sinh vien|hoc vien|ngan hang|atm|xe|thuong binh|nganh|luat su)\b", Column.IGNORE),
    (r"so the|the dang|\btdv\b|^the$|\bthe dv\b", Column.CARD_NUMBER),
    (r"so ly lich", Column.FILE_NUMBER),
    (r"^ten khai sinh", Column.BIRTH_NAME),
    (r"bi danh|ten goi khac|ten khac", Column.OTHER_NAMES),
    (r"dan toc\W.*ton giao|ton giao\W.*dan toc", Column.FOLK_AND_FAITH),
    (r"ton giao", Column.RELIGION),
    (r"ngoai ngu", Column.LANGUAGES),
    (r"noi sinh$|noi (dang ky )?khai sinh", Column.BIRTH_PLACE),
    (
        r"^(ly do|nguyen nhan|hinh thuc) (bien dong )?(giam(?! (sat|doc))|roi|ra khoi|dua ra|thoi|chuyen di)\b",
        Column.LEFT_WHY,
    ),
    (r"^(ngay|nam|thang|thoi (gian|diem)).* (giam(?! (sat|doc))|roi|thoi sinh hoat)\b", Column.LEFT_ON),
    (r"^(trang thai|tinh trang)\b(?! (hon nhan|suc khoe|gia dinh))", Column.STATUS),
    (r"(ngay|nam).*chuyen den", Column.MOVED_IN_ON),
    (r"^(ngay|nam|thang|thoi gian).*\b(vao|ve|den)( sinh hoat)?( tai| o)? (chi bo|cb)\b", Column.MOVED_IN_ON),
    (r"chuyen den|noi chuyen den", Column.MOVED_FROM),
    (r"(ngay|nam).*chuyen di", Column.MOVED_OUT_ON),
    (r"chuyen di", Column.MOVED_TO),
    (r"tu tran|ngay mat\b", Column.DIED_ON),
    (r"(ngay|nam).*(ra khoi dang|xoa ten|khai tru)", Column.ENDED_ON),
    (
        r"(cong nhan|\bcn( ?ct|ctd?)?\b).*(quyet dinh|\bqd\b)|(quyet dinh|\bqd\b).*(cong nhan|\bcn( ?ct|ctd?|dv)?\b)",
        Column.RECOGNISED_ON,
    ),
    (r"can cuoc|\bcccd\b|\bcmnd\b|cmt|chung minh|dinh danh", Column.IDENTITY_NUMBER),
    (r"ly luan|\bllct\b|\blct\b", Column.THEORY_LEVEL),
    (
        r"(quyet dinh|\bqd\b).*(ket nap|vao dang|\bknd?\b)|(ket nap|vao dang|\bknd?\b).*(quyet dinh|\bqd\b)",
        Column.DECIDED_ON,
    ),
    (r"chinh thuc|(vao dang|ket nap).*\bct\b", Column.OFFICIAL_ON),
    (r"^(ngay |ngay thang |thang |nam )?(chuyen |cong nhan |cn |dv|dang )?(ct|ctd|cnct|dvct)$", Column.OFFICIAL_ON),
    (r"vao dang|ket nap|du bi|vao dcs|vao \bd\b", Column.CEREMONY_ON),
    (r"\bknd\b|\bkn dang\b|^(ngay|thang|nam) (le )?kn\b|^(ngay )?(vao )?(dv)?db$", Column.CEREMONY_ON),
    (r"(sinh|birth).*\bnam\b$|^nam\b.*(sinh)?.*\bnam\b$", Column.BIRTH_MALE),
    (r"(sinh|birth).*\bnu\b$", Column.BIRTH_FEMALE),
    (r"(?<!khai )(?<!noi )\bsinh\b(?! hoat)|ngay thang nam sinh|\b(nt)?ns\b|birth", Column.BIRTH),
    (r"(gioi tinh|phai) nu$", Column.FEMALE),
    (r"(gioi tinh|phai) nam$", Column.MALE),
    (r"gioi tinh|\bphai\b|nam ?[/,(-] ?nu", Column.SEX),
    (r"^nu$", Column.FEMALE),
    (r"^nam$", Column.MALE),
    (r"dan toc", Column.ETHNICITY),
    (r"que quan.*(noi o|cho o|thuong tru|cu tru)", Column.LIVED),
    (r"que quan|nguyen quan|que$", Column.NATIVE_PLACE),
    (r"noi o|cho o|thuong tru|cu tru|dia chi|ho khau", Column.RESIDENCE),
    (r"^(ten )?chi bo|to chuc dang|noi sinh hoat", Column.ORGANISATION),
    (r"dang vien|la \bdv\b|^dv$|dang tich|^doi tuong$", Column.IS_MEMBER),
    (
        r"(ngay|nam|thang|thoi gian).*((vao|ve) (co quan|nganh|lam|don vi)|tuyen dung|nhan viec|cong tac)",
        Column.HIRED_ON,
    ),
    (r"(ngay|nam|thang|thoi gian).*(bien che|hop dong)", Column.HIRED_ON),
    (r"tuyen dung|nhan viec", Column.HIRED_ON),
    (r"trinh do|hoc van|chuyen mon|bang cap|hoc vi", Column.SCHOOLING),
    (r"chuc vu|chuc danh|cong viec|vi tri|nghe nghiep|cong tac", Column.POSITION),
    (r"^ho\b[ ,&]*(va )?(ten |chu )?(dem|lot|giua)\b(?!.*\bten\b)|^ho$", Column.SURNAME),
    (r"^(ten |chu )?(dem|lot)$", Column.MIDDLE_NAME),
    (r"ho,? (chu )?dem,? va ten|ho (va|,|&)? ?(chu )?ten|ho ?[-–,] ?ten", Column.FULL_NAME),
    (r"^ten (can bo|dang vien|cong chuc)|can bo|full name", Column.FULL_NAME),
    (r"^ten( goi)?$", Column.GIVEN_NAME),
)
_PATTERNS = tuple((re.compile(pattern), column) for pattern, column in _HEADERS)
_YEAR_AT_END = re.compile(r"năm\W*$", re.IGNORECASE)  # "Sinh năm", which is "sinh nam" without its marks
_OF_YEARS: dict[Column | None, Column | None] = {Column.BIRTH_MALE: Column.BIRTH, Column.MALE: None}


@lru_cache(maxsize=4096)
def column_of_header(text: str, kind: Kind = PEOPLE) -> Column | None:
    """Tell what a header says its column holds, the kind's own words first; ``None`` when it says nothing known."""
    said = folded(text)
    if not said:
        return None
    own = kind.named(said)
    found = own or next((column for pattern, column in _PATTERNS if pattern.search(said)), None)
    if found in _OF_YEARS and _YEAR_AT_END.search(text):
        return _OF_YEARS[found]
    return found


def folded(text: str) -> str:
    """Write a header without marks, capitals, breaks, and signs around it."""
    return " ".join(fold(text).replace("\n", " ").split()).strip(" .:*")

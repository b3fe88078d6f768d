"""Words of the yearly review that no enum of the law has."""

from __future__ import annotations

from typing import Final

PARTS: Final = {"common": "Chung", "tasks": "Nhiệm vụ"}
"""The two parts of a score sheet."""

CIRCUMSTANCES: Final = {
    "suspended": "Đình chỉ sinh hoạt đảng",
    "committee_suspended": "Đình chỉ sinh hoạt cấp ủy",
    "sick_leave": "Nghỉ ốm cộng lại nhiều tháng trong năm",
    "maternity": "Nghỉ thai sản trong năm",
}
"""What the register does not know of a member's year."""

BECAUSE: Final = {
    "exempt": "được miễn công tác và sinh hoạt đảng",
    "suspended": "bị đình chỉ sinh hoạt đảng",
    "recently_admitted": "mới kết nạp",
    "probationary": "là đảng viên dự bị",
    "committee_suspended": "bị đình chỉ sinh hoạt cấp ủy",
    "sick_leave": "nghỉ ốm dài ngày trong năm",
    "maternity": "nghỉ thai sản: xếp loại theo thời gian công tác thực tế trong năm",
    "young_organisation": "tổ chức mới lập",
}
"""Why a member or an organisation is not reviewed or not rated, by the code of the circumstance."""

CONDITIONS: Final = {
    "tasks_done": "Hoàn thành 100% nhiệm vụ",
    "tasks_on_time": "100% nhiệm vụ đúng tiến độ, bảo đảm chất lượng",
    "few_tasks_late": "Nhiệm vụ chậm tiến độ không quá 20%",
    "beyond_requirement": "Ít nhất 30% nhiệm vụ hoàn thành vượt yêu cầu",
    "shortcomings_remedied": "100% hạn chế, khuyết điểm đã được chỉ ra đã khắc phục",
    "nobody_disciplined": "Không có tổ chức trực thuộc, thành viên lãnh đạo bị kỷ luật",
    "task_criteria_excellent": "Các tiêu chí về kết quả thực hiện nhiệm vụ đạt cấp độ xuất sắc",
    "other_criteria_good": "Các tiêu chí còn lại đạt cấp độ tốt trở lên",
    "employee_excellent": "Cơ quan đã xếp loại hoàn thành xuất sắc, hoặc không phải công chức, viên chức",
}
"""What a level asks for beside the points."""

EXAMPLE_LINES: Final = {
    "member": (
        ("common", "Chính trị, tư tưởng; đạo đức, lối sống", "10"),
        ("common", "Ý thức tổ chức kỷ luật, tác phong, lề lối làm việc", "10"),
        ("common", "Thực hiện cam kết tu dưỡng, rèn luyện; tự phê bình và phê bình", "10"),
        ("tasks", "Khối lượng và tiến độ nhiệm vụ được giao", "40"),
        ("tasks", "Chất lượng, hiệu quả; phần vượt yêu cầu", "30"),
    ),
    "leader": (
        ("common", "Chính trị, tư tưởng; đạo đức, lối sống; nêu gương", "15"),
        ("common", "Tổ chức kỷ luật, tác phong; thực hiện cam kết", "15"),
        ("tasks", "Kết quả của đơn vị, lĩnh vực phụ trách", "40"),
        ("tasks", "Năng lực lãnh đạo, quản lý; đoàn kết nội bộ", "30"),
    ),
    "outside": (
        ("common", "Chính trị, tư tưởng; đạo đức, lối sống", "15"),
        ("common", "Giữ mối liên hệ, sinh hoạt, đóng góp ở nơi cư trú", "15"),
        ("tasks", "Kết quả việc chi bộ giao", "70"),
    ),
    "body": (
        ("common", "Xây dựng Đảng; chất lượng sinh hoạt; đoàn kết nội bộ", "30"),
        ("tasks", "Kết quả lãnh đạo nhiệm vụ chính trị của đơn vị", "45"),
        ("tasks", "Công tác phát triển, quản lý đảng viên", "25"),
    ),
}
"""Our own examples: the annexes of 366-QĐ/TW were not seen. The parts add up to 30 and 70."""
EXAMPLE_NAME: Final = "Bộ tiêu chí ví dụ của chương trình"
EXAMPLE_GROUND: Final = "Ví dụ của chương trình, không phải phụ lục của Trung ương; thay bằng bộ tiêu chí cấp trên giao"


def as_text(lines: tuple[tuple[str, str, str], ...]) -> str:
    """Lines as they are typed."""
    return "\n".join(f"{PARTS[part]} | {title} | {most}" for part, title, most in lines)

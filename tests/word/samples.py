"""Guides in the manner of city governments, made by hand: what offices have in their drawers. Invented, with real laws.

Three ways of writing are common: one large table of labels and values; headings with numbered lines; sections with a table each.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

__all__ = ["SAMPLES", "add_field_text", "save"]


def save(word: Word, path: Path) -> Path:
    word.save(str(path))
    return path


def _rows(word: Word, rows: list[list[str]]) -> Table:
    table = word.add_table(rows=len(rows), cols=max(map(len, rows)))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    return table


def one_table(path: Path) -> Path:
    """Everything in one table of four columns; the papers below a label that goes on over several rows."""
    word = Document()
    word.add_heading("劳务派遣经营许可办事指南", 0)
    table = _rows(
        word,
        [
            ["事项名称", "劳务派遣经营许可", "事项类型", "行政许可"],
            ["基本编码", "000114003000", "办件类型", "承诺件"],
            ["实施主体", "示例市人力资源和社会保障局", "服务对象", "企业法人"],
            ["法定办结时限", "20个工作日", "承诺办结时限", "5个工作日"],
            ["到办事现场次数", "1次", "是否收费", "否"],
            ["设定依据", "《中华人民共和国劳动合同法》第五十七条：经营劳务派遣业务应当具备条件并申请许可。\n"
             "《劳务派遣行政许可实施办法》第七条、第八条", "", ""],
            ["受理条件", "1.注册资本不得少于人民币200万元；\n2.有与开展业务相适应的固定的经营场所和设施；\n"
             "3.有符合法律规定的劳务派遣管理制度。", "", ""],
            ["申请材料", "序号", "材料名称", "材料形式及份数"],
            ["", "1", "劳务派遣经营许可申请书", "原件1份（盖章）"],
            ["", "2", "公司章程", "复印件1份"],
            ["", "3", "经营场所使用证明", "复印件2份"],
            ["办理流程", "1.申请人提出申请。\n2.窗口受理。\n3.审查人员审核材料，10个工作日。\n4.负责人作出决定。\n"
             "5.窗口颁发许可证。", "", ""],
            ["审批结果", "劳务派遣经营许可证", "有效期", "3年"],
            ["办理地点", "示例市示例路1号政务服务中心二楼", "办理时间", "工作日9:00—17:00"],
            ["咨询电话", "0999-1230001", "监督投诉电话", "0999-1230002"],
        ],
    )  # fmt: skip
    for y in (5, 6, 11):
        table.cell(y, 1).merge(table.cell(y, 3))
    table.cell(7, 0).merge(table.cell(10, 0))
    word.add_paragraph("注：本指南由示例市人社局负责解释，自公布之日起使用。")
    return save(word, path)


def headings(path: Path) -> Path:
    """Headings typed by hand, lines below them, the unit of a limit left open."""
    word = Document()
    word.add_heading("食品经营许可（新办）服务指南", 0)
    for text in (
        "一、事项名称", "食品经营许可（新办）",
        "二、实施机关", "示例县市场监督管理局",
        "三、设定依据", "《中华人民共和国食品安全法》第三十五条：国家对食品生产经营实行许可制度。",
        "《示例省食品小作坊管理条例》第十条",
        "四、申请条件", "（一）具有与经营的食品品种、数量相适应的场所；", "（二）有食品安全管理人员和规章制度。",
        "五、申请材料", "1.食品经营许可申请书（原件1份，签字）", "2.营业执照复印件1份", "3.《食品安全管理制度清单》原件1份",
        "六、办理流程", "申请→受理→审查→现场核查→决定→发证",
        "七、办理时限", "法定期限：20日；承诺期限：8个工作日",
        "八、收费标准", "不收费",
        "九、办理结果", "食品经营许可证",
        "十、咨询方式", "0999-1230003",
        "十一、监督投诉渠道", "0999-1230004",
        "十二、其他需要说明的特殊事项", "经营场所在学校周边的，另行咨询。",
    ):  # fmt: skip
        word.add_paragraph(text)
    return save(word, path)


def sections(path: Path) -> Path:
    """A table for each part; papers with necessity and source; a fee with an amount; a number that a program counts."""
    word = Document()
    word.add_paragraph("居民身份证换领办事指南").alignment = 1
    _rows(word, [["事项名称", "居民身份证换领"], ["事项类型", "行政确认"], ["实施机关", "示例县公安局"], ["服务对象", "自然人"],
                 ["行使层级", "县级"], ["法定期限", "60自然日"], ["承诺期限", "20个工作日"], ["数量限制", "无"]])  # fmt: skip
    word.add_heading("申请材料", 1)
    _rows(
        word,
        [
            ["序号", "材料名称", "原件份数", "复印件份数", "必要性", "来源渠道", "备注"],
            ["1", "居民户口簿", "0", "1", "必要", "政府部门核发", "无"],
            ["2", "原居民身份证", "1", "0", "必要", "政府部门核发", "无"],
            ["3", "监护人身份证明", "0", "1", "非必要", "政府部门核发", "申请人未满十六周岁时需要"],
        ],
    )
    word.add_heading("收费", 1)
    _rows(word, [["收费项目", "收费标准", "依据"], ["居民身份证工本费", "20元/证", "发改价格〔2003〕2322号"]])
    word.add_heading("办理流程", 1)
    _rows(word, [["序号", "环节", "办理人", "时限"], ["1", "申请", "申请人", ""], ["2", "受理", "窗口", "当场"],
                 ["3", "审核", "审核人员", "10个工作日"], ["4", "决定", "负责人", "5个工作日"],
                 ["5", "制证和发证", "窗口", "5个工作日"]])  # fmt: skip
    word.add_heading("常见问题", 1)
    word.add_paragraph("问：可以异地换领吗？")
    word.add_paragraph("答：可以，在居住地的派出所办理。")
    word.add_heading("咨询电话", 1)
    word.add_paragraph("0999-1230005")
    return save(word, path)


SAMPLES: dict[str, Callable[[Path], Path]] = {
    "one-table": one_table,
    "headings": headings,
    "sections": sections,
}


def add_field_text(word: Word, tag: str, text: str) -> None:
    """A run inside a tracked deletion, an insertion or a hidden run, which python-docx cannot make itself."""
    paragraph = word.add_paragraph()
    run = OxmlElement("w:r")
    if tag == "vanish":
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:vanish"))
        run.append(properties)
    piece = OxmlElement("w:delText" if tag == "del" else "w:t")
    piece.text = text
    run.append(piece)
    if tag in ("del", "ins"):
        change = OxmlElement(f"w:{tag}")
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "somebody")
        change.append(run)
        run = change
    paragraph._p.append(run)

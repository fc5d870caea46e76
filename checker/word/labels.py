"""The labels that published guides use, and the field of a matter that each one names.

In: text of a cell, a heading or the words before a colon. Out: the key of a field, and how sure that is.
The surprising thing: the table is all there is to it. No label is guessed by likeness; a label that nobody has seen is
listed in the review, and one line here teaches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COLUMNS", "LABELS", "OFFICE", "REMADE", "column_of", "field_of", "plain_label"]

_FIELDS: Mapping[str, str] = {
    "name": "事项名称 办理事项 服务事项 业务名称 事项 主题名称 办理项目 项目名称 许可事项 审批事项",
    "summary": "事项简介 事项说明 事项描述 业务描述 内容简介",
    "kind": "事项类型 事项性质 权力类型 类型 事项类别 职权类型 行政权力类型",
    "code": "基本编码 事项编码 事项代码 编码 国家编码 实施编码 业务编码 实施清单编码",
    "legal": "设定依据 法律依据 办理依据 实施依据 政策依据 审批依据 许可依据 依据 法律法规依据 法定依据",
    "organ": "实施机关 实施主体 受理机构 决定机构 办理机构 受理和决定机关 责任部门 承办机构 办理部门 受理机关 决定机关 审批机关 "
             "主管部门 实施部门 实施单位 办理单位 许可机关 所属部门",
    "level": "行使层级 办理层级 实施层级",
    "audience": "服务对象 适用对象 办理对象 申请对象 申请人 谁可以办 服务对象类型 面向对象 申请主体 适用人群",
    "scope": "适用范围 适用情形 办理范围",
    "conditions": "受理条件 办理条件 申请条件 许可条件 审批条件 准予许可条件 准予批准的条件 作出决定时审查 办事条件 "
        "申报条件 条件",
    "acceptance": "申请时要满足 受理要求",
    "prohibitions": "禁止性要求 不予受理情形 不予受理的情形 有下列情形的，不能办理 不予许可的情形 不予批准的条件 "
        "禁止性规定 不予办理的情形",
    "materials": "申请材料 申报材料 所需材料 提交材料 办理材料 材料清单 申请材料目录 材料目录 申请材料清单 需提交材料 "
                 "需要提供的材料 都要交的 看情形要交的 办事材料 应提交的材料",
    "spared": "不用您交的 免提交材料 免交材料",
    "process": "办理流程 办理程序 流程 审批流程 办事流程 审批程序 办理步骤 办理环节 申请流程",
    "statutory": "法定期限 法定办结时限 法定时限 法定办理时限 法定办结期限 法定办理期限",
    "promised": "承诺期限 承诺办结时限 承诺时限 承诺办结 承诺办理时限 承诺办结期限 承诺办理期限",
    "limits": "办结时限 办理时限 办理期限 时限 审批时限 各项期限 办结期限",
    "fee": "收费 是否收费 收费标准 收费情况 办理费用 费用 收费项目 收费标准及依据 收费依据及标准 收费方式 收费项目和标准",
    "result": "审批结果 办理结果 结果名称 审批结果名称 您会拿到 办理结果名称 审批证件 结果 证件名称 办理结果和送达 "
        "办结结果 许可证件",
    "result_kind": "结果类型 审批结果类型 办理结果类型",
    "validity": "有效期 有效期限 证照有效期 结果有效期 证件有效期限",
    "renewal": "延续 延续申请",
    "delivery": "送达方式 结果送达方式 领取方式 结果领取方式 结果送达 送达时限",
    "visits": "到现场次数 到办事现场次数 到现场 跑动次数 到办事窗口次数 最多跑动次数 现场次数",
    "channels": "办理形式 申请方式 办理方式 办理渠道 申办方式 受理方式 受理渠道 办理途径",
    "handling": "办件类型 办理类型",
    "quota": "数量限制 有无数量限制 是否有数量限制",
    "special": "特别程序 特殊环节 特殊程序",
    "intermediary": "中介服务",
    "faq": "常见问题 常见问题解答 常见问题及解答",
    "mistakes": "常见错误 常见错误示例",
    "notes": "说明 备注 注意事项 温馨提示 其他说明 填报须知",
    "depth": "网上办理深度",
    "appointment": "可以预约 预约办理 是否支持预约办理",
    "effective": "施行日期 实施日期 生效日期 版本",
    # what an implementation list says, not the matter
    "office.enquiries": "咨询电话 咨询方式 咨询渠道 咨询 联系电话 咨询途径 咨询服务 咨询联系方式",
    "office.complaints": "监督投诉方式 投诉电话 投诉渠道 监督电话 投诉 监督投诉渠道 投诉方式 监督投诉 监督投诉电话 "
        "网上投诉 投诉信函",
    "office.place": "办理地点 受理地点 办公地址 地址 办理地址 受理窗口 窗口地址 联系地址 办理窗口",
    "office.hours": "办理时间 办公时间 工作时间 受理时间 办公时间和地点 办理地点和时间 办理时间和地点 办公地址和时间 "
                    "咨询、投诉和办理地点",
    "office.online": "网上办理地址 网址 在线办理 网上办理 网上咨询 网上办理网址 在线申报地址 手机办理 办理网址",
    # what the program says itself, from the rules
    "remade.rights": "权利、义务和救济 您的权利 您的义务 权利与义务 申请人权利和义务 权利义务 权利和义务",
    "remade.remedies": "不服决定怎么办 行政救济途径与方式 救济途径 行政复议 行政诉讼 行政救济 法律救济 行政复议与行政诉讼",
    "remade.chart": "流程图 文字版流程 办理流程图 业务流程图 流程示意图 审批流程图",
    "remade.legend": "标记说明 期限的单位怎么来的 公开查询 编印 目录版本 最近核对 查询方式 办理进程查询 网上查询",
    "remade.elsewhere": "不在这里办的情形",
    "remade.longer": "可以延长和不计入的时间",
}  # fmt: skip

LABELS: Mapping[str, str] = MappingProxyType(
    {label: key for key, names in _FIELDS.items() for label in names.split()}
)
OFFICE, REMADE = "office.", "remade."

_COLUMN_NAMES: Mapping[str, str] = {
    "name": "材料名称 材料 申请材料 申请材料名称 名称 提交材料名称 材料目录",
    "number": "序号 编号 No.",
    "form": "材料形式及份数 形式及份数 材料份数及形式 要求 材料要求 材料形式 形式 材料类型 纸质/电子 电子/纸质 提交方式 材料形态 "
    "介质 份数及要求 材料类型及份数 份数要求",
    "originals": "原件份数 原件 原件（份） 原件数量 纸质原件",
    "copies": "复印件份数 复印件 复印件（份） 复印件数量 纸质复印件",
    "count": "份数 数量 纸质份数 材料份数 纸质材料份数",
    "source": "来源渠道 来源 从哪里来 材料来源 材料出具单位 出具单位 获取方式 来源渠道说明",
    "need": "必要性 是否必要 必要程度 材料必要性 是否必需 是否必须",
    "note": "备注 说明 填报须知 受理标准 其他要求 材料说明 注意事项 规范化要求",
    "basis": "依据 法律依据 设定依据",
    "limit": "时限 办理时限 办理期限 办结时限 期限",
    "who": "办理人 办理人员 责任人 办理单位 角色 办理主体 责任主体",
    "step": "环节 步骤 办理环节 环节名称 步骤名称 办理步骤",
    "content": "内容 办理内容 审查标准 审查内容 工作内容 办理结果",
    "item": "项目 收费项目 项目名称",
    "amount": "标准 收费标准 金额",
    "promised": "承诺 承诺期限 承诺时限",
    "statutory": "法定 法定期限 法定时限",
    "starts": "从何时算起 起算",
    "case": "情形 适用情形 收费情形",
    "sample": "样本 样表 示范文本 空白表格 空表下载 样表下载",
}
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        label: tuple(key for key, names in _COLUMN_NAMES.items() if label in names.split())
        for names in _COLUMN_NAMES.values()
        for label in names.split()
    }
)

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节部分]\s*|附录\s*[A-Z]\s*|附件?[一二三四五六七八九十0-9]*[：:]?\s*|[一二三四五六七八九十]+、|"
    r"（[一二三四五六七八九十]+）|\([一二三四五六七八九十0-9]+\)|[0-9]{1,2}(?:[.．、]|\s))\s*"
)
_AFTER = re.compile(r"\s*(?:（[^（）]{0,16}）|\([^()]{0,16}\)|[：:*＊★☆？?。.])+$")
_WITHIN = re.compile(r"\s+")


def plain_label(text: str) -> str:
    """A label without its number, its colon and what stands in brackets behind it."""
    text = _NUMBER.sub("", text.strip())
    return _WITHIN.sub("", _AFTER.sub("", text))


def field_of(text: str) -> tuple[str, int]:
    """The field that the label names and how sure that is; nothing when it is no label."""
    if len(text) > 40:
        return "", 0
    plain = plain_label(text)
    if plain in LABELS:
        return LABELS[plain], 100
    # 适用范围和依据, 收费标准及依据: the first half names the field
    for sign in ("和", "及", "与", "、", "/"):
        first = plain.split(sign)[0]
        if first != plain and first in LABELS:
            return LABELS[first], 70
    return "", 0


def column_of(text: str) -> tuple[str, ...]:
    """The roles that a column of this heading can have."""
    return COLUMNS.get(plain_label(text), ())

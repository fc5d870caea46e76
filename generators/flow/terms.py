"""Words of administrative Chinese that a line break must not cut (申请, 许可证, 法定形式): typography, not speech.

In: nothing. Out: `TERM`, the source of one regular expression. The surprising thing: the list need not be complete; a word that
is missing is only broken less well, and the words of two characters do most of the work.
"""

from __future__ import annotations

__all__ = ["TERM"]

WORDS = """
行政许可 行政机关 行政复议 行政诉讼 行政处罚 行政确认 许可证件 许可证 决定书 通知书 告知书 承诺书 回执单 受理单
申请人 申请书 申请表 被许可人 利害关系人 工作人员 工作日 自然日 不予受理 不受理 无需 不予许可 法定形式 法定条件 法定期限
法定代表人 营业执照 现场核查 现场勘验 实地核查 书面审查 专家评审 技术审查 形式审查 实质审查 一次性 即时 当场
当日 逾期 期限 时限 听证会 听证 核查 勘验 检验 检测 检疫 鉴定 评审 审查 审核 审批 复核 核准 核发 复议 诉讼 权利
义务 救济 陈述 申辩 申请 提交 提出 提供 接收 收到 登记 备案 受理 补正 补充 更正 改正 整改 告知 通知 送达 领取
颁发 制发 制作 出具 签发 公示 公告 公开 公布 邮寄 缴纳 缴费 办理 办结 办事 决定 准予 不予 不准 同意 批准 驳回
撤回 终止 退回 转送 移送 报送 需要 取得 属于 符合 具备 满足 存在 全部 内容 材料 资料 文件 证件 证照 证书 结果
意见 理由 原因 事项 事由 错误 齐全 完整 真实 有效 合格 条件 标准 要求 规定 范围 职权 职责 管辖 本机关 机关 机构
部门 单位 窗口 网上 线上 线下 大厅 平台 系统 电子 原件 复印件 签名 盖章 说明 依法 依据 法律 法规 法定 承诺 容缺
共享 信息 数据 地点 场所 设施 设备 人员 专家 负责人 经办人 委托 代理人 现场 实地 口头 公民 法人 组织 企业 个人
其他 有关 是否 可以 应当 重新 再次 继续 进行 召开 完成 开始 结束 属实 变更 延续 注销 首次 初审 复审 终审 汇总
报告 方案 抽查 随机 一次 以上 以下 以内 之日 之内 期满 无法 筹建 筹设 开业 验收 书面 凭证 收件 笔录 利益 重大
建议 法制 延长 负责 届满
"""


def _tree(words: list[str]) -> str:
    """The words as a pattern that looks at each character once."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[0], []).append(word[1:])
    parts = []
    for head, rests in heads.items():
        longer = [rest for rest in rests if rest]
        tail = f"(?:{_tree(longer)})" if longer else ""
        parts.append(head + tail + ("?" if tail and "" in rests else ""))
    return "|".join(parts)


TERM = _tree(WORDS.split())

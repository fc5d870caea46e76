"""Flowcharts as an office would publish them; the tests of this folder draw all of them."""

from __future__ import annotations

from generators.flow.graph import Arrow, Chart, Lane, Step

__all__ = ["CHARTS"]

APPLICANT, WINDOW = Lane("applicant", "申请人"), Lane("window", "受理窗口")
REVIEWER, APPROVER = Lane("reviewer", "审查部门"), Lane("approver", "决定机关")


def _licence() -> Chart:
    """An ordinary licence with the branches of Art. 32; what the applicant is told stands in the applicant's lane."""
    steps = (
        Step("submit", "applicant", "start", "提交申请\n（窗口或网上）"),
        Step("receive", "window", "task", "收件登记", "当日"),
        Step("needed", "window", "decision", "依法需要取得许可？"),
        Step("not-needed", "applicant", "end", "即时获知不受理：无需许可", None, "refusal"),
        Step("competent", "window", "decision", "属于本机关职权范围？"),
        Step("not-competent", "applicant", "end", "收到不予受理决定：向有关机关申请", None, "refusal"),
        Step("correctable", "window", "decision", "有可以当场更正的错误？"),
        Step("correct", "applicant", "task", "当场更正", None, "return"),
        Step("complete", "window", "decision", "材料齐全、符合法定形式？", "5个工作日"),
        Step("supplement", "applicant", "task", "按一次告知补正全部材料", None, "return"),
        Step("accept", "window", "task", "受理，出具受理通知书"),
        Step("paper", "reviewer", "task", "书面审查"),
        Step("site", "reviewer", "task", "现场核查\n（2人以上）"),
        Step("opinion", "reviewer", "task", "提出审查意见"),
        Step("decide", "approver", "decision", "符合法定条件、标准？", "20个工作日"),
        Step("grant", "approver", "task", "作出准予许可决定"),
        Step("refused", "applicant", "end", "收到不予许可决定：载明理由、复议和诉讼权利", None, "refusal"),
        Step("deliver", "window", "task", "制作、送达许可证", "10个工作日"),
        Step("licence", "applicant", "end", "领取许可证"),
    )
    arrows = (
        Arrow("submit", "receive"),
        Arrow("receive", "needed"),
        Arrow("needed", "competent", "是"),
        Arrow("needed", "not-needed", "否", "refusal"),
        Arrow("competent", "correctable", "是"),
        Arrow("competent", "not-competent", "否", "refusal"),
        Arrow("correctable", "correct", "是", "return"),
        Arrow("correctable", "complete", "否"),
        Arrow("correct", "receive", "", "return", jump=True),
        Arrow("complete", "accept", "是"),
        Arrow("complete", "supplement", "否，一次告知", "return"),
        Arrow("supplement", "receive", "", "return", jump=True),
        Arrow("accept", "paper"),
        Arrow("accept", "site"),
        Arrow("paper", "opinion"),
        Arrow("site", "opinion"),
        Arrow("opinion", "decide"),
        Arrow("decide", "grant", "符合"),
        Arrow("decide", "refused", "不符合", "refusal"),
        Arrow("grant", "deliver"),
        Arrow("deliver", "licence"),
    )
    return Chart("劳务派遣经营许可办理流程", (APPLICANT, WINDOW, REVIEWER, APPROVER), steps, arrows)


def _own_lanes() -> Chart:
    """The same with every act in the lane of the one who acts: wider, and with detours beside the decisions."""
    steps = (
        Step("submit", "applicant", "start", "提交申请\n（窗口或网上）"),
        Step("check", "window", "task", "接收、登记申请材料", "当日"),
        Step("needed", "window", "decision", "依法需要取得行政许可？"),
        Step("not-needed", "window", "end", "即时告知不受理", None, "refusal"),
        Step("competent", "window", "decision", "属于本机关职权范围？"),
        Step("not-competent", "window", "end", "不予受理，告知向有关行政机关申请", None, "refusal"),
        Step("correctable", "window", "decision", "有可以当场更正的错误？"),
        Step("correct", "applicant", "task", "当场更正", None, "return"),
        Step("complete", "window", "decision", "材料齐全、符合法定形式？"),
        Step("notice", "window", "task", "一次告知需要补正的全部内容", "5个工作日", "return"),
        Step("supplement", "applicant", "task", "补正材料", None, "return"),
        Step("accept", "window", "task", "受理，出具《受理通知书》", "当日"),
        Step("paper", "reviewer", "task", "书面审查", "5个工作日"),
        Step("site", "reviewer", "task", "2名以上工作人员现场核查", "5个工作日"),
        Step("opinion", "reviewer", "task", "提出审查意见"),
        Step("decide", "approver", "decision", "符合法定条件、标准？", "20个工作日"),
        Step("grant", "approver", "task", "作出准予行政许可决定"),
        Step("refuse", "approver", "task", "作出不予许可决定，说明理由并告知复议、诉讼权利", None, "refusal"),
        Step("deliver", "window", "task", "颁发、送达证件或决定书", "10个工作日"),
        Step("receive", "applicant", "end", "领取许可证或决定书"),
    )
    arrows = (
        Arrow("submit", "check"),
        Arrow("check", "needed"),
        Arrow("needed", "competent", "是"),
        Arrow("needed", "not-needed", "否", "refusal"),
        Arrow("competent", "correctable", "是"),
        Arrow("competent", "not-competent", "否", "refusal"),
        Arrow("correctable", "correct", "是", "return"),
        Arrow("correctable", "complete", "否"),
        Arrow("correct", "check", "", "return", jump=True),
        Arrow("complete", "accept", "是"),
        Arrow("complete", "notice", "否", "return"),
        Arrow("notice", "supplement", "", "return"),
        Arrow("supplement", "check", "重新提交", "return", jump=True),
        Arrow("accept", "paper"),
        Arrow("accept", "site"),
        Arrow("paper", "opinion"),
        Arrow("site", "opinion"),
        Arrow("opinion", "decide"),
        Arrow("decide", "grant", "符合"),
        Arrow("decide", "refuse", "不符合", "refusal"),
        Arrow("grant", "deliver"),
        Arrow("refuse", "deliver", "", "refusal"),
        Arrow("deliver", "receive"),
    )
    return Chart("劳务派遣经营许可办理流程", (APPLICANT, WINDOW, REVIEWER, APPROVER), steps, arrows)


def _instant() -> Chart:
    """An instant matter: three steps, two lanes."""
    steps = (
        Step("submit", "applicant", "start", "出示身份证件"),
        Step("print", "window", "task", "核对身份，当场打印证明", "即办"),
        Step("receive", "applicant", "end", "领取证明"),
    )
    return Chart(
        "个人权益记录查询", (APPLICANT, WINDOW), steps, (Arrow("submit", "print"), Arrow("print", "receive"))
    )


def _two_lanes() -> Chart:
    """A registration decided on the spot: two lanes, a return without a step between."""
    steps = (
        Step("submit", "applicant", "start", "填写申请，提交材料"),
        Step("check", "window", "decision", "材料齐全、符合法定形式？", "当场"),
        Step("notice", "applicant", "task", "按一次告知补正", None, "return"),
        Step("register", "window", "task", "当场登记", "当场"),
        Step("issue", "window", "task", "发给营业执照"),
        Step("receive", "applicant", "end", "领取营业执照"),
    )
    arrows = (
        Arrow("submit", "check"),
        Arrow("check", "register", "是"),
        Arrow("check", "notice", "否，当场一次告知", "return"),
        Arrow("notice", "check", "补正后", "return", jump=True),
        Arrow("register", "issue"),
        Arrow("issue", "receive"),
    )
    return Chart("个体工商户设立登记", (APPLICANT, WINDOW), steps, arrows)


def _all_in_one() -> Chart:
    """One decision with the five outcomes of Art. 32: more exits than a diamond has corners."""
    steps = (
        Step("submit", "applicant", "start", "提出申请"),
        Step("art-32", "window", "decision", "对申请作出处理", "5个工作日"),
        Step("not-needed", "applicant", "end", "即时获知不需要取得许可", None, "refusal"),
        Step("not-competent", "applicant", "end", "收到不予受理决定，向有关机关申请", None, "refusal"),
        Step("correct", "applicant", "task", "当场更正", None, "return"),
        Step("supplement", "applicant", "task", "补正全部材料", None, "return"),
        Step("accept", "window", "task", "受理，出具受理凭证"),
        Step("decide", "approver", "decision", "是否准予许可？", "20日"),
        Step("grant", "applicant", "end", "领取许可证"),
        Step("refuse", "applicant", "end", "收到不予许可决定（可复议、诉讼）", None, "refusal"),
    )
    arrows = (
        Arrow("submit", "art-32"),
        Arrow("art-32", "not-needed", "不需要许可", "refusal"),
        Arrow("art-32", "not-competent", "不属于职权", "refusal"),
        Arrow("art-32", "correct", "可当场更正", "return"),
        Arrow("art-32", "supplement", "材料不齐", "return"),
        Arrow("art-32", "accept", "予以受理"),
        Arrow("correct", "art-32", "", "return", jump=True),
        Arrow("supplement", "submit", "", "return", jump=True),
        Arrow("accept", "decide"),
        Arrow("decide", "grant", "准予"),
        Arrow("decide", "refuse", "不予", "refusal"),
    )
    return Chart("一个判断的五种结果", (APPLICANT, WINDOW, APPROVER), steps, arrows)


def _two_stages() -> Chart:
    """Preparation and operation are licensed one after the other, in three lanes."""
    steps = (
        Step("apply-1", "applicant", "start", "申请筹建"),
        Step("accept-1", "window", "decision", "筹建材料齐全？", "5个工作日"),
        Step("more-1", "applicant", "task", "补正筹建材料", None, "return"),
        Step("decide-1", "approver", "decision", "同意筹建？", "30日"),
        Step("no-1", "applicant", "end", "收到不同意筹建的书面决定", None, "refusal"),
        Step("build", "applicant", "task", "筹建（最长一年）", "1年"),
        Step("apply-2", "applicant", "task", "申请开业验收"),
        Step("accept-2", "window", "decision", "验收材料齐全？", "5个工作日"),
        Step("more-2", "applicant", "task", "补正验收材料", None, "return"),
        Step("inspect", "approver", "task", "组织专家现场验收", "15个工作日"),
        Step("decide-2", "approver", "decision", "验收合格？"),
        Step("mend", "applicant", "task", "限期整改", "30日", "return"),
        Step("issue", "window", "task", "颁发许可证并公告", "10个工作日"),
        Step("receive", "applicant", "end", "领取许可证，开业"),
    )
    arrows = (
        Arrow("apply-1", "accept-1"),
        Arrow("accept-1", "decide-1", "是，受理"),
        Arrow("accept-1", "more-1", "否", "return"),
        Arrow("more-1", "accept-1", "", "return", jump=True),
        Arrow("decide-1", "build", "同意"),
        Arrow("decide-1", "no-1", "不同意", "refusal"),
        Arrow("build", "apply-2"),
        Arrow("apply-2", "accept-2"),
        Arrow("accept-2", "inspect", "是，受理"),
        Arrow("accept-2", "more-2", "否", "return"),
        Arrow("more-2", "accept-2", "", "return", jump=True),
        Arrow("inspect", "decide-2"),
        Arrow("decide-2", "issue", "合格"),
        Arrow("decide-2", "mend", "不合格", "return"),
        Arrow("mend", "inspect", "整改后重新验收", "return", jump=True),
        Arrow("issue", "receive"),
    )
    return Chart("民办学校设立（先筹设、后开业）", (APPLICANT, WINDOW, APPROVER), steps, arrows)


def _large() -> Chart:
    """Six lanes and thirty steps: expert review, hearing, a public notice, an opinion from another organ."""
    lanes = (
        APPLICANT, WINDOW, REVIEWER, Lane("experts", "专家与检测机构"), Lane("others", "有关行政机关"), APPROVER,
    )  # fmt: skip
    steps = (
        Step("submit", "applicant", "start", "网上提交申请"),
        Step("register", "window", "task", "登记，出具收件凭证", "当日"),
        Step("needed", "window", "decision", "需要取得许可？"),
        Step("no-need", "applicant", "end", "不需要许可，退回材料", None, "refusal"),
        Step("competent", "window", "decision", "属于本机关职权？"),
        Step("elsewhere", "applicant", "end", "不予受理，向有关机关申请", None, "refusal"),
        Step("complete", "window", "decision", "材料齐全、符合法定形式？"),
        Step("notice", "window", "task", "一次告知补正", "5个工作日", "return"),
        Step("supplement", "applicant", "task", "补正材料", None, "return"),
        Step("accept", "window", "task", "受理通知书", "当日"),
        Step("paper", "reviewer", "task", "书面审查申请材料的实质内容", "10个工作日"),
        Step("site", "reviewer", "task", "两名以上人员现场核查", "10个工作日"),
        Step("test", "experts", "task", "检验、检测", "不计入时限"),
        Step("experts", "experts", "task", "专家评审", "不计入时限"),
        Step("consult", "others", "task", "征求有关机关意见", "7个工作日"),
        Step("opinion", "reviewer", "task", "汇总形成审查意见"),
        Step("hear", "reviewer", "decision", "涉及重大利益、需要听证？"),
        Step("tell", "applicant", "task", "被告知听证权利", "5日内提出"),
        Step("hearing", "reviewer", "task", "举行听证，制作笔录", "20日内"),
        Step("draft", "reviewer", "task", "提出处理建议"),
        Step("legal", "others", "task", "法制审核"),
        Step("decide", "approver", "decision", "符合法定条件、标准？", "20个工作日"),
        Step("extend", "approver", "task", "经负责人批准延长", "10个工作日", "return"),
        Step("grant", "approver", "task", "准予许可决定"),
        Step("refuse", "approver", "task", "不予许可决定，说明理由，告知复议、诉讼权利", None, "refusal"),
        Step("publish", "window", "task", "公开许可决定", "7个工作日"),
        Step("make", "window", "task", "制作许可证件"),
        Step("deliver", "window", "task", "颁发、送达", "10个工作日"),
        Step("receive", "applicant", "end", "领取许可证件"),
        Step("remedy", "applicant", "end", "可以申请复议或者提起诉讼", "60日／6个月", "refusal"),
    )
    arrows = (
        Arrow("submit", "register"),
        Arrow("register", "needed"),
        Arrow("needed", "competent", "是"),
        Arrow("needed", "no-need", "否", "refusal"),
        Arrow("competent", "complete", "是"),
        Arrow("competent", "elsewhere", "否", "refusal"),
        Arrow("complete", "accept", "是"),
        Arrow("complete", "notice", "否", "return"),
        Arrow("notice", "supplement", "", "return"),
        Arrow("supplement", "register", "", "return", jump=True),
        Arrow("accept", "paper"),
        Arrow("accept", "site"),
        Arrow("accept", "test"),
        Arrow("accept", "consult"),
        Arrow("test", "experts"),
        Arrow("paper", "opinion"),
        Arrow("site", "opinion"),
        Arrow("experts", "opinion"),
        Arrow("consult", "opinion"),
        Arrow("opinion", "hear"),
        Arrow("hear", "tell", "需要"),
        Arrow("tell", "hearing"),
        Arrow("hearing", "draft"),
        Arrow("hear", "draft", "不需要"),
        Arrow("draft", "legal"),
        Arrow("legal", "decide"),
        Arrow("decide", "grant", "符合"),
        Arrow("decide", "refuse", "不符合", "refusal"),
        Arrow("decide", "extend", "期限届满不能决定", "return"),
        Arrow("extend", "decide", "", "return", jump=True),
        Arrow("grant", "publish"),
        Arrow("grant", "make"),
        Arrow("publish", "deliver"),
        Arrow("make", "deliver"),
        Arrow("deliver", "receive"),
        Arrow("refuse", "remedy", "", "refusal"),
    )
    return Chart("危险化学品经营许可（示例）", lanes, steps, arrows)


def _english() -> Chart:
    """Long Latin words."""
    lanes = (
        Lane("applicant", "Applicant"),
        Lane("office", "Accepting office"),
        Lane("organ", "Deciding organ"),
    )
    steps = (
        Step("submit", "applicant", "start", "Submit the application"),
        Step("check", "office", "decision", "Complete and in due form?", "5 working days"),
        Step("supplement", "applicant", "task", "Supplement everything named in the notice", None, "return"),
        Step("accept", "office", "task", "Accept; issue acknowledgement of receipt"),
        Step("decide", "organ", "decision", "Conditions met?", "20 working days"),
        Step("grant", "organ", "task", "Decision to grant the licence"),
        Step("refuse", "organ", "task", "Refusal with reasons and remedies", None, "refusal"),
        Step("receive", "applicant", "end", "Receive licence or decision", "10 working days"),
    )
    arrows = (
        Arrow("submit", "check"),
        Arrow("check", "accept", "yes"),
        Arrow("check", "supplement", "no: one notice", "return"),
        Arrow("supplement", "submit", "", "return", jump=True),
        Arrow("accept", "decide"),
        Arrow("decide", "grant", "met"),
        Arrow("decide", "refuse", "not met", "refusal"),
        Arrow("grant", "receive"),
        Arrow("refuse", "receive", "", "refusal"),
    )
    return Chart("Licence to dispatch labour", lanes, steps, arrows)


CHARTS: dict[str, Chart] = {
    "licence": _licence(),
    "own-lanes": _own_lanes(),
    "instant": _instant(),
    "two-lanes": _two_lanes(),
    "all-in-one": _all_in_one(),
    "two-stages": _two_stages(),
    "large": _large(),
    "english": _english(),
}

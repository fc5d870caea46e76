"""What is wrong with a request: codes H01 to H29, one shape for programs and one page for people.

In: nothing. Out: `Refusal`, raised wherever a request cannot be answered; `REQUEST_CODES` for `banshi explain`.
The surprising thing: a refusal never repeats what was sent. It may carry findings (of a submission, of the catalogue), whose
own messages hold to the same rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from checker.finding import Finding, Text

__all__ = ["REQUEST_CODES", "Refusal", "RequestCode", "refusal_of_status"]


@dataclass(frozen=True, slots=True)
class RequestCode:
    """One way for a request to fail: the status, what it says, and what to do."""

    code: str
    name: str
    status: int
    says: Text
    remedy: Text


_TABLE = (
    RequestCode("H01", "no-such-page", 404, Text("没有这个页面", "there is no such page"),
                Text("从首页查找事项", "look for the matter on the first page")),
    RequestCode("H02", "no-such-matter", 404, Text("没有这个事项，或者这一天没有有效的版本", "no such matter on that day"),
                Text("从首页查找事项", "look for the matter on the first page")),
    RequestCode("H03", "method-not-allowed", 405, Text("这个地址不能这样请求", "this address does not take that method"),
                Text("看响应头 Allow 里列出的方法", "see the methods in the Allow header")),
    RequestCode("H04", "body-too-large", 413, Text("提交的内容太大", "what was sent is too large"),
                Text("减少文件，或者把文件变小", "send fewer or smaller files")),
    RequestCode("H05", "media-type", 415, Text("这个地址不接受这种格式的内容", "this address does not take content of that type"),
                Text("JSON 用 application/json，表单用 multipart/form-data", "use application/json, for forms form data")),
    RequestCode("H06", "not-readable", 400, Text("提交的内容不能识别", "what was sent cannot be read"),
                Text("对照接口说明 /openapi.json 检查", "compare it with /openapi.json")),
    RequestCode("H07", "not-usable", 422, Text("提交的内容有错误", "there are errors in what was sent"),
                Text("按下面逐条改正", "correct each of the points below")),
    RequestCode("H08", "bad-parameter", 422, Text("地址里的参数不对", "a parameter of the address is wrong"),
                Text("对照接口说明 /openapi.json 检查", "compare it with /openapi.json")),
    RequestCode("H09", "too-many-requests", 429, Text("请求太频繁", "too many requests"),
                Text("过 {seconds} 秒再试", "try again in {seconds} seconds")),
    RequestCode("H10", "busy", 503, Text("现在使用的人太多", "the server is busy"),
                Text("过一会儿再试；填好的内容还在您的页面里", "try again in a moment; your page keeps what you filled in")),
    RequestCode("H11", "took-too-long", 503, Text("处理的时间太长，已经停止", "this took too long and was stopped"),
                Text("再试一次；还不行就减少文件", "try again; if that fails, send fewer files")),
    RequestCode("H12", "from-elsewhere", 403, Text("请求来自别的网站", "the request comes from another site"),
                Text("在本站的页面上重新填写", "fill in the form on a page of this site")),
    RequestCode("H13", "fault", 500, Text("程序出错了，没有保存任何内容", "the program failed; nothing was stored"),
                Text("再试一次；还不行请告诉维护人员", "try again; if that fails, tell the maintainers")),
    RequestCode("H14", "too-slow", 408, Text("内容传得太慢，已经停止", "what was sent came too slowly"),
                Text("换个网络再试", "try again on a better network")),
    RequestCode("H15", "cannot-decide", 500, Text("规则引擎出错，没有作出结论", "the rules engine failed; nothing was decided"),
                Text("再试一次；还不行请告诉维护人员", "try again; if that fails, tell the maintainers")),
    RequestCode("H16", "no-such-format", 404, Text("没有这种格式", "there is no such format"),
                Text("看接口说明 /openapi.json 列出的格式", "see the formats in /openapi.json")),
    RequestCode("H17", "step-lost", 400, Text("页面不完整，接不上前面的步骤", "the page was not complete"),
                Text("用浏览器的后退键回到上一页再继续，或者从头开始", "go back one page and go on from there, or start again")),
    RequestCode("H18", "not-started", 503, Text("服务正在启动", "the server is starting"),
                Text("过几秒再试", "try again in a few seconds")),
)  # fmt: skip

REQUEST_CODES: Mapping[str, RequestCode] = MappingProxyType({entry.code: entry for entry in _TABLE})
_OF_STATUS = {
    400: "H06", 403: "H12", 404: "H01", 405: "H03", 408: "H14", 413: "H04", 415: "H05", 422: "H08", 429: "H09",
    500: "H13", 503: "H10",
}  # fmt: skip


class Refusal(Exception):  # not an error of the program: an answer
    """A request that cannot be answered. `headers` go with the answer (Allow, Retry-After)."""

    def __init__(
        self,
        code: str,
        findings: Sequence[Finding] = (),
        headers: Mapping[str, str] | None = None,
        **fields: str,
    ) -> None:
        super().__init__(code)
        self.entry = REQUEST_CODES[code]
        self.findings = tuple(findings)
        self.headers = dict(headers or {})
        self.fields = fields

    @property
    def says(self) -> Text:
        """What is wrong."""
        return self._filled(self.entry.says)

    @property
    def remedy(self) -> Text:
        """What to do."""
        return self._filled(self.entry.remedy)

    def _filled(self, text: Text) -> Text:
        zh, en = text.zh, text.en
        for name, value in self.fields.items():
            zh, en = zh.replace(f"{{{name}}}", value), en.replace(f"{{{name}}}", value)
        return Text(zh, en)


def refusal_of_status(status: int, headers: Mapping[str, str] | None = None) -> Refusal:
    """The refusal for a status that the framework chose."""
    return Refusal(_OF_STATUS.get(status, "H06" if status < 500 else "H13"), headers=headers)

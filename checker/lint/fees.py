"""Fees: nothing is charged without a law, and what is charged is told in full.

In: editions and implementation lists. Out: faults. The surprising thing: the strict rule on rank is for
licences only (行政许可法 §58); other matters still need an item, an amount and some basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition, per_office
from checker.model.edition import Edition
from checker.model.registers import Office

__all__ = ["CHECKS"]

_ADMINISTRATIVE_REGULATION = 20


@per_edition("L08", "licence-fee-by-law", "行政许可法 §58")
def licence_fee_by_law(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """实施许可收费，要有法律或者行政法规的依据。
    A fee for a licence needs a law or an administrative regulation.

    错误:
        fees:
          charged: true
          items:
            - {id: card, name: 工本费, amount: "80", basis: [measures-9]}  # <-
          basis: [permit-30]
    正确:
        fees:
          charged: true
          items:
            - {id: card, name: 工本费, amount: "80", basis: [permit-30]}
          basis: [permit-30]
    """
    if edition.kind != "licence":
        return
    for item in edition.fees.items:
        basis = item.basis or edition.fees.basis
        if basis and not scope.special(basis, _ADMINISTRATIVE_REGULATION):
            yield Fault(
                scope.at(item.place, "basis"),
                Text(
                    f"收费项目“{item.name.zh}”没有法律、行政法规的依据",
                    f"no law or administrative regulation allows the fee `{item.id}`",
                ),
                Text(
                    "引用规定收费的法律、行政法规；没有的，不得收费",
                    "cite the law or administrative regulation; without one there is no fee",
                ),
            )


@per_edition("L09", "fee-told-in-full", "行政许可法 §59；温州政务服务事项质检规则")
def fee_told_in_full(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """收费的要写明项目、标准和依据；不收费的不写项目。
    Where a fee is charged, item, amount and basis are told; where none is charged, no item stands.

    错误:
        fees: {charged: true, basis: [permit-30]}  # <-
    正确:
        fees:
          charged: true
          items:
            - {id: card, name: 工本费, amount: "80", basis: [permit-30]}
          basis: [permit-30]
    """
    fees = edition.fees
    if fees.charged and not fees.items:
        yield Fault(
            fees.place,
            Text("收费，却没有写收费项目", "a fee is charged, but there is no item"),
            Text("在 items 中写明项目、标准和依据", "write item, amount and basis under `items`"),
        )
    if not fees.charged and fees.items:
        yield Fault(
            fees.items[0].place,
            Text("不收费，却写了收费项目", "nothing is charged, but there is an item"),
            Text("删去项目，或者把 charged 改成 true", "take the item out, or set `charged: true`"),
            (scope.at(fees.place, "charged"),),
        )
    for item in fees.items if fees.charged else ():
        if not item.basis and not fees.basis:
            yield Fault(
                item.place,
                Text(f"收费项目“{item.name.zh}”没有依据", f"the fee `{item.id}` has no basis"),
                Text("写上 basis", "add its `basis`"),
            )


@per_edition("L10", "no-payment-without-fee", "温州政务服务事项质检规则")
def no_payment_without_fee(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """不收费的事项不支持网上支付。
    A matter without a fee has no online payment.

    错误:
        fees: {charged: false, online_payment: true, basis: [all-58]}  # <-
    正确:
        fees: {charged: false, online_payment: false, basis: [all-58]}
    """
    if not edition.fees.charged and edition.fees.online_payment:
        yield Fault(
            scope.at(edition.fees.place, "online_payment"),
            Text("不收费，却支持网上支付", "nothing is charged, yet online payment is offered"),
            Text("写成 online_payment: false", "write `online_payment: false`"),
        )


@per_office("L86", "office-payment-without-fee", "温州政务服务事项质检规则")
def office_payment_without_fee(office: Office, scope: Scope) -> Iterator[Fault]:
    """不收费的事项，实施清单也不支持网上支付。
    An implementation list offers no online payment for a matter without a fee.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        online_payment: true  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        online_payment: false
    """
    editions = scope.catalogue.editions.get(office.matter, ())
    if office.online_payment and editions and not any(edition.fees.charged for edition in editions):
        yield Fault(
            scope.at(office.place, "online_payment"),
            Text("这个事项不收费，不应支持网上支付", "the matter is free, so there is nothing to pay online"),
            Text("写成 online_payment: false", "write `online_payment: false`"),
            (editions[-1].fees.place,),
        )


CHECKS = (licence_fee_by_law, fee_told_in_full, no_payment_without_fee, office_payment_without_fee)

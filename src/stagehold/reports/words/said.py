"""Words for values in the sentences of ``reports.said``, in every language."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "lasts.month": " {n} months",
    "lasts.day": " {n} days",
    "lasts.hour": " {n} hours",
    "remedy-change.extend": "lease {lease} {days} longer, until {until}",
    "remedy-change.ready-earlier": "ready {days} earlier, on {ready}",
    "remedy-change.add-stage": "one more stage at {studio}, {from} to {to}",
    "remedy-change.add-stage-sized": "one more stage of {area} at {studio}, {from} to {to}",
    "remedy-change.swap": "{with} gives way, and is {days} later",
    "remedy-change.spot": "{space} by offer {offer}, for {cost} {currency}",
    "stands.held": "held",
    "stands.confirmed": "confirmed",
    "stands.lapsed": "lapsed",
    "stands.expired": "expired",
    "stands.released": "released",
    "stands.cancelled": "cancelled",
    "within.studio": "studio",
    "within.city": "city",
    "within.country": "country",
}

JA: Mapping[str, str] = {
    "lasts.month": "{n}か月",
    "lasts.day": "{n}日",
    "lasts.hour": "{n}時間",
    "remedy-change.extend": "賃借{lease}を{days}延ばし、{until}までにする",
    "remedy-change.ready-earlier": "準備を{days}早め、{ready}に整える",
    "remedy-change.add-stage": "{studio}にステージを一つ増やす、{from}〜{to}",
    "remedy-change.add-stage-sized": "{studio}に{area}のステージを一つ増やす、{from}〜{to}",
    "remedy-change.swap": "{with}が譲り、{days}遅くなる",
    "remedy-change.spot": "スポットの提供{offer}で{space}を借りる、{cost} {currency}",
    "stands.held": "仮予約",
    "stands.confirmed": "本予約",
    "stands.lapsed": "失効",
    "stands.expired": "期限切れ",
    "stands.released": "解除",
    "stands.cancelled": "取消",
    "within.studio": "スタジオ",
    "within.city": "都市",
    "within.country": "国",
}

KO: Mapping[str, str] = {
    "lasts.month": " {n}개월",
    "lasts.day": " {n}일",
    "lasts.hour": " {n}시간",
    "remedy-change.extend": "임차 {lease}을(를) {days} 늘려 {until}까지로 함",
    "remedy-change.ready-earlier": "준비를 {days} 앞당겨 {ready}에 마침",
    "remedy-change.add-stage": "{studio}에 스테이지 하나 추가, {from} ~ {to}",
    "remedy-change.add-stage-sized": "{studio}에 {area} 스테이지 하나 추가, {from} ~ {to}",
    "remedy-change.swap": "{with}이(가) 양보하여 {days} 늦어짐",
    "remedy-change.spot": "스폿 제공 {offer}(으)로 {space}을(를) 빌림, {cost} {currency}",
    "stands.held": "가예약",
    "stands.confirmed": "확정 예약",
    "stands.lapsed": "실효",
    "stands.expired": "기한 만료",
    "stands.released": "해제",
    "stands.cancelled": "취소",
    "within.studio": "스튜디오",
    "within.city": "도시",
    "within.country": "국가",
}

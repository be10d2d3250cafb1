"""Words for values in the sentences of ``reports.said``, in every language."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "lasts.month": " {n} months",
    "lasts.day": " {n} days",
    "lasts.hour": " {n} hours",
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

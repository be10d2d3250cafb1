"""Why the desk says no, to outside parties: sentences that name nobody."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    "{said} (in the way: {list})": ("{said}（妨げ: {list}）", "{said}(막는 것: {list})"),
    "the desk's rule '{rule}' says no": (
        "予約窓口の規則「{rule}」によりできません",
        "예약 데스크의 규칙 '{rule}'에 따라 할 수 없습니다",
    ),
    "these days are booked; ask for others": (
        "この日程は予約済みです。別の日を指定してください",
        "이 날짜는 예약되어 있습니다. 다른 날짜를 지정하십시오",
    ),
    "others stand before you on these days; challenge them, or wait": (
        "この日程には上位の仮予約があります。確定請求するか、お待ちください",
        "이 날짜에는 앞선 가예약이 있습니다. 확정을 요구하거나 기다리십시오",
    ),
    "the space is leased on these days and not offered to you; ask for others": (
        "この日程のスペースは賃借されており、提供されていません。別の日を指定してください",
        "이 날짜의 공간은 임차되어 있고 제공되지 않습니다. 다른 날짜를 지정하십시오",
    ),
    "the space is closed on these days; ask for others": (
        "この日程はスペースが閉鎖されています。別の日を指定してください",
        "이 날짜에는 공간이 폐쇄되어 있습니다. 다른 날짜를 지정하십시오",
    ),
    "another stay is so near that its clear days would be lost; ask for later or earlier days": (
        "別の使用との間の空け日が足りません。前か後ろに日をずらしてください",
        "다른 사용과의 사이에 비우는 날이 모자랍니다. 앞이나 뒤로 날짜를 옮기십시오",
    ),
    "these days are offered to the first in the queue; wait until that offer ends": (
        "この日程は第1順位に優先確定権が示されています。その期限までお待ちください",
        "이 날짜는 1순위에 우선 확정권이 제시되어 있습니다. 그 기한까지 기다리십시오",
    ),
    "the space is not in service on these days; ask for others": (
        "この日程はスペースの供用期間外です。別の日を指定してください",
        "이 날짜는 공간의 사용 기간이 아닙니다. 다른 날짜를 지정하십시오",
    ),
    "the studio's policy does not let the space so": (
        "スタジオの規約により、そのようには貸し出せません",
        "스튜디오 규정에 따라 그렇게 빌려 줄 수 없습니다",
    ),
    "the studio takes no holds that far ahead": (
        "そこまで先の仮予約は受け付けていません",
        "그렇게 먼 날짜의 가예약은 받지 않습니다",
    ),
    "so shortly before the date the studio takes bookings only, no holds": (
        "日程が近いため、仮予約はできません。本予約のみ受け付けます",
        "날짜가 가까워 가예약은 받지 않습니다. 확정 예약만 받습니다",
    ),
    "the queue on these days is full; ask for others": (
        "この日程の順位枠は満杯です。別の日を指定してください",
        "이 날짜의 대기 순위가 가득 찼습니다. 다른 날짜를 지정하십시오",
    ),
    "these days are past at the studio; ask for later ones": (
        "この日程はスタジオではすでに過ぎています。後の日を指定してください",
        "이 날짜는 스튜디오에서는 이미 지났습니다. 더 뒤의 날짜를 지정하십시오",
    ),
    "there is no such space": ("そのようなスペースはありません", "그런 공간은 없습니다"),
    "the booking has no such line in that state": (
        "予約に、その状態の明細はありません",
        "예약에 그 상태의 내역이 없습니다",
    ),
    "there is no such booking": ("そのような予約はありません", "그런 예약은 없습니다"),
    "there is no such challenge": ("そのような確定請求はありません", "그런 확정 요구는 없습니다"),
    "the booking holds none of these days any more": (
        "予約はもうこの日程を仮予約していません",
        "예약은 더 이상 이 날짜를 가예약하고 있지 않습니다",
    ),
    "the booking has no confirmed line any more": (
        "予約に本予約の明細はもうありません",
        "예약에 확정 예약 내역이 더 이상 없습니다",
    ),
    "no space and days are given; name at least one": (
        "スペースと日程の指定がありません。一つ以上指定してください",
        "공간과 날짜가 지정되지 않았습니다. 하나 이상 지정하십시오",
    ),
    "a space is asked for twice on the same day; ask for each day once": (
        "同じ日に同じスペースが重複しています。同じ日は一度だけ指定してください",
        "같은 날 같은 공간이 두 번 지정되었습니다. 같은 날은 한 번만 지정하십시오",
    ),
    "alternatives need at least two spaces": (
        "代替候補には二つ以上のスペースが必要です",
        "대안에는 공간이 둘 이상 필요합니다",
    ),
    "a joint hold asks for just the days that the other booking holds": (
        "共同の仮予約は、相手の予約が押さえている日だけを指定します",
        "공동 가예약은 상대 예약이 잡고 있는 날짜만 지정합니다",
    ),
    "of alternatives just one space is confirmed; name its line": (
        "代替候補のうち確定できるのは一つのスペースだけです。その明細を指定してください",
        "대안 가운데 한 공간만 확정할 수 있습니다. 그 내역을 지정하십시오",
    ),
    "nobody stands before you on these days; confirm them": (
        "この日程に上位の仮予約はありません。確定してください",
        "이 날짜에 앞선 가예약이 없습니다. 확정하십시오",
    ),
    "these days are in an open challenge of yours; wait, or withdraw it": (
        "この日程はすでに確定請求中です。待つか、取り下げてください",
        "이 날짜는 이미 확정을 요구하고 있습니다. 기다리거나 철회하십시오",
    ),
    "the hold is challenged; answer first": (
        "仮予約は確定請求を受けています。先に回答してください",
        "가예약이 확정 요구를 받고 있습니다. 먼저 회신하십시오",
    ),
    "the challenge is over": ("確定請求は終わっています", "확정 요구는 끝났습니다"),
    "the challenge does not name what you hold": (
        "確定請求はあなたの仮予約を対象にしていません",
        "확정 요구는 귀사의 가예약을 대상으로 하지 않습니다",
    ),
    "that hold has been settled": ("その仮予約はすでに処理されています", "그 가예약은 이미 처리되었습니다"),
    "you are first on all of these days; confirm, or let them go": (
        "すべての日で第1順位です。確定するか、解除してください",
        "모든 날짜에서 1순위입니다. 확정하거나 해제하십시오",
    ),
    "the hold cannot be renewed again": ("仮予約はこれ以上延長できません", "가예약은 더 연장할 수 없습니다"),
    "the hold would last no longer if it were renewed now": (
        "いま延長しても仮予約の期限は延びません",
        "지금 연장해도 가예약의 기한이 늘지 않습니다",
    ),
    "the hold has no term; there is nothing to renew": (
        "仮予約には期限がなく、延長するものがありません",
        "가예약에는 기한이 없어 연장할 것이 없습니다",
    ),
    "the booking waits for no such condition": (
        "予約にそのような未充足の条件はありません",
        "예약에 그런 미충족 조건은 없습니다",
    ),
    "everything is so already": ("すでにそのとおりです", "이미 그대로입니다"),
}

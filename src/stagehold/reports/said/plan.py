"""What keeps a production from a stage, and a need from where it stood, as the planner says it."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # what is made of several
    "{reason}": ("{reason}", "{reason}"),
    "{reason}: {said}": ("{reason}（{said}）", "{reason}({said})"),
    "{list} and {n} more": ("{list}ほか{n}件", "{list} 외 {n}건"),
    "{said} (with {said2})": ("{said}（{said2}とともに置く場合）", "{said}({said2}와 함께 둘 때)"),
    # a lease
    "no lease of the party gives it": ("どの賃借にも含まれていない", "어느 임차에도 들어 있지 않음"),
    "no lease of the party gives it then": (
        "その間はどの賃借にも含まれていない",
        "그 기간에는 어느 임차에도 들어 있지 않음",
    ),
    "no lease of the party gives {list}": ("{list}はどの賃借にも含まれていない", "어느 임차에도 {list}이(가) 없음"),
    "the lease starts on {day}": ("賃借は{day}から", "임차는 {day}부터"),
    "the lease ends on {day}, {n} days asked": (
        "賃借は{day}まで、必要なのは{n}日",
        "임차는 {day}까지, 필요한 것은 {n}일",
    ),
    "the lease ends on {day}, {n} working days asked": (
        "賃借は{day}まで、必要なのは稼働日で{n}日",
        "임차는 {day}까지, 필요한 것은 작업일 {n}일",
    ),
    "on offer only, and not on days that would do": (
        "スポットで借りられるだけで、合う日程では借りられない",
        "스폿으로만 빌릴 수 있고 맞는 날짜에는 빌릴 수 없음",
    ),
    # the stage itself
    "{id} is not among the stages allowed": (
        "{id}は使ってよいステージに入っていない",
        "{id}은(는) 허용된 스테이지에 들어 있지 않음",
    ),
    "{id} is not in days_on, and only these": (
        "{id}はdays_onになく、そこにあるステージだけが使える",
        "{id}은(는) days_on에 없고 거기에 있는 스테이지만 쓸 수 있음",
    ),
    "neither phases nor days_on give a length on this stage": (
        "phasesにもdays_onにも、このステージでの所要日数がない",
        "phases에도 days_on에도 이 스테이지에서의 소요 일수가 없음",
    ),
    "area unknown; asked {size}": ("面積は不明、必要なのは{size}", "면적은 알 수 없음, 필요한 것은 {size}"),
    "{area} m2, asked {size}": ("{area}、必要なのは{size}", "{area}, 필요한 것은 {size}"),
    "clear height unknown; {size} asked": (
        "有効高さは不明、必要なのは{size}",
        "유효 높이는 알 수 없음, 필요한 것은 {size}",
    ),
    "{height} m, asked {size}": ("{height}、必要なのは{size}", "{height}, 필요한 것은 {size}"),
    "out of service": ("供用期間外", "사용 기간 외"),
    # others on the stage
    "{id} {day} to {day2}": ("{id} {day}〜{day2}", "{id} {day} ~ {day2}"),
    "{id} from {day} to {day2}": ("{id} {day}〜{day2}", "{id} {day} ~ {day2}"),
    "{id} from {day}": ("{day}からの{id}", "{day}부터의 {id}"),
    "free, but {n} stages are asked for at once and only {n2} would do": (
        "空いているが、同時に{n}ステージが必要で、条件に合うのは{n2}ステージだけ",
        "비어 있으나 동시에 스테이지 {n}개가 필요하고 조건에 맞는 것은 {n2}개뿐",
    ),
    "free, but {n} stages are asked for at once and the others are not open on its days": (
        "空いているが、同時に{n}ステージが必要で、ほかはその日程に使えない",
        "비어 있으나 동시에 스테이지 {n}개가 필요하고 나머지는 그 날짜에 쓸 수 없음",
    ),
    "free itself, but {n} stages are asked for at once: {said}": (
        "ここは空いているが、同時に{n}ステージが必要（{said}）",
        "이곳은 비어 있으나 동시에 스테이지 {n}개가 필요({said})",
    ),
    # its own lock, what has begun, its other needs
    "to other stages": ("ほかのステージに固定", "다른 스테이지에 고정"),
    "to start on {day}": ("{day}開始に固定", "{day} 시작으로 고정"),
    "{id} began on {day} and is done on {day2}": (
        "{id}は{day}に始まっており、{day2}に終わる",
        "{id}은(는) {day}에 시작되었고 {day2}에 끝남",
    ),
    "it has begun elsewhere, and its stages lie in one {within}": (
        "別の場所ですでに始まっており、使うステージはすべて同じ{within}になければならない",
        "다른 곳에서 이미 시작되었고 쓰는 스테이지는 모두 같은 {within}에 있어야 함",
    ),
    "need {id} is placed elsewhere": ("必要枠{id}が別の場所にある", "필요 항목 {id}이(가) 다른 곳에 있음"),
    "that need has no place": ("その必要枠に場所がない", "그 필요에 자리가 없음"),
    "on the stages of that need: {list}": ("その必要枠のステージに限る: {list}", "그 필요의 스테이지에 한함: {list}"),
    "not before {day}": ("開始は{day}以降に限る", "시작은 {day}부터만 가능"),
    "not after {day}": ("開始は{day}までに限る", "시작은 {day}까지만 가능"),
    # its window and its due day
    "{n} days from {day} on do not fit the window of their phases ({phase}), whatever the stage": (
        "どのステージでも、{day}からの{n}日は工程（{phase}）の期間に収まらない",
        "어느 스테이지에서도 {day}부터의 {n}일은 단계({phase})의 기간에 들어가지 않음",
    ),
    "{n} working days from {day} on do not fit the window of their phases ({phase}), whatever the stage": (
        "どのステージでも、{day}からの稼働日{n}日は工程（{phase}）の期間に収まらない",
        "어느 스테이지에서도 {day}부터의 작업일 {n}일은 단계({phase})의 기간에 들어가지 않음",
    ),
    "{n} days do not fit between {day} and its due on {day2}, whatever the stage": (
        "どのステージでも、{n}日は{day}から期限の{day2}までに収まらない",
        "어느 스테이지에서도 {n}일은 {day}부터 기한인 {day2}까지에 들어가지 않음",
    ),
    "{n} working days do not fit between {day} and its due on {day2}, whatever the stage": (
        "どのステージでも、稼働日{n}日は{day}から期限の{day2}までに収まらない",
        "어느 스테이지에서도 작업일 {n}일은 {day}부터 기한인 {day2}까지에 들어가지 않음",
    ),
    "{n} days do not fit between {day} and {day2}, the last day of its window, whatever the stage": (
        "どのステージでも、{n}日は{day}から期間の最終日{day2}までに収まらない",
        "어느 스테이지에서도 {n}일은 {day}부터 기간의 마지막 날인 {day2}까지에 들어가지 않음",
    ),
    "{n} working days do not fit between {day} and {day2}, the last day of its window, whatever the stage": (
        "どのステージでも、稼働日{n}日は{day}から期間の最終日{day2}までに収まらない",
        "어느 스테이지에서도 작업일 {n}일은 {day}부터 기간의 마지막 날인 {day2}까지에 들어가지 않음",
    ),
    "{n} days do not fit between {day} and {day2}, the last day there is, whatever the stage": (
        "どのステージでも、{n}日は{day}から暦の最終日{day2}までに収まらない",
        "어느 스테이지에서도 {n}일은 {day}부터 달력의 마지막 날인 {day2}까지에 들어가지 않음",
    ),
    "{n} working days do not fit between {day} and {day2}, the last day there is, whatever the stage": (
        "どのステージでも、稼働日{n}日は{day}から暦の最終日{day2}までに収まらない",
        "어느 스테이지에서도 작업일 {n}일은 {day}부터 달력의 마지막 날인 {day2}까지에 들어가지 않음",
    ),
    # what it would be worth
    "it fits and would cost less; the search ended before it found that": (
        "収まり、そのほうが安いが、見つける前に探索が終わった",
        "들어가고 더 싸지만, 찾기 전에 탐색이 끝남",
    ),
    "it fits, but the plan is cheaper without it": (
        "収まるが、使わないほうが計画全体で安い",
        "들어가지만 쓰지 않는 편이 계획 전체로 더 쌈",
    ),
    "it fits, but another need keeps the production as late": (
        "収まるが、ほかの必要枠のために制作の遅れは変わらない",
        "들어가지만 다른 필요 항목 때문에 제작의 지연은 그대로임",
    ),
    "it fits from {day} on; that costs no less than leaving it out": (
        "{day}から収まるが、外すより安くならない",
        "{day}부터 들어가지만 빼는 것보다 싸지 않음",
    ),
    "it fits from {day} on, {n} days late; that costs no less than leaving it out": (
        "{day}から{n}日遅れで収まるが、外すより安くならない",
        "{day}부터 {n}일 늦게 들어가지만 빼는 것보다 싸지 않음",
    ),
    # where it stood before
    "not before {day}, it stood from {day2}": (
        "開始は{day}以降に限る、以前は{day2}から",
        "시작은 {day}부터만 가능, 이전에는 {day2}부터",
    ),
    "{id} is on {list} from {day} to {day2}": (
        "{id}は{day}〜{day2}に{list}を使う",
        "{id}은(는) {day} ~ {day2}에 {list}을(를) 씀",
    ),
    "until {day}": ("{day}まで", "{day}까지"),
    "on {day}": ("{day}", "{day}"),
    "{phase} {n} to {n2} days": ("{phase} {n}日→{n2}日", "{phase} {n}일 → {n2}일"),
}

"""What planning and the use of stages find and allow."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # plans: from a baseline, with what has begun
    "{id}/{id2} on {stages}": ("{id}/{id2}（{stages}）", "{id}/{id2}({stages})"),
    "one placement a need; the first one counts": (
        "必要枠ごとに配置は1つ（最初のものを使う）",
        "필요 항목마다 배치는 하나(첫 번째를 씀)",
    ),
    "one placement a need": ("必要枠ごとに配置は1つ", "필요 항목마다 배치는 하나"),
    "it is passed over": ("無視する", "무시함"),
    "a production of the portfolio": ("ポートフォリオの制作", "포트폴리오의 제작"),
    "the need is planned as if it had no place before": (
        "以前の場所がないものとして計画する",
        "이전 자리가 없는 것으로 계획함",
    ),
    "{n} days, until {day}; by the baseline it was over on {day2}": (
        "{n}日、{day}まで（元の計画では{day2}に終了）",
        "{n}일, {day}까지(기준 계획에서는 {day2}에 종료)",
    ),
    "what is finished keeps its length; if it still runs, give its end in the baseline that day": (
        "終わったものは長さを変えない（まだ続くなら、元の計画の終了をその日にする）",
        "끝난 것은 길이를 바꾸지 않음(아직 진행 중이면 기준 계획의 종료를 그날로 함)",
    ),
    "one actual date of {milestone}": ("{milestone}の実績日は1つ", "{milestone}의 실적일은 하나"),
    "a length in days_on or phases; without one the stage is not used": (
        "days_onまたは工程の日数（なければこのステージは使わない）",
        "days_on 또는 단계의 일수(없으면 이 스테이지를 쓰지 않음)",
    ),
    "{said}; it began on {stages} on {day}": (
        "{said}（{day}に{stages}で始まっている）",
        "{said}({day}에 {stages}에서 시작함)",
    ),
    "what has begun, or no lock of it; change the lock, or the baseline": (
        "始まったとおりの固定、または固定なし（固定か元の計画を変える）",
        "시작된 그대로의 고정, 또는 고정 없음(고정이나 기준 계획을 바꿈)",
    ),
    "the stage until the need ends; extend the lease, or end the need there (shorter phases) and give the rest as a "
    "need of its own": (
        "必要枠が終わるまでのステージ（賃借を延ばすか、工程を短くしてそこで終え、残りを別の必要枠にする）",
        (
            "필요 항목이 끝날 때까지의 스테이지(임차를 연장하거나, 단계를 줄여 거기서 끝내고 나머지를 별도의 필요 "
            "항목으로 함)"
        ),
    ),
    "{id} from {day} to {day2}, where {id2}/{id3}": (
        "{id} {day}〜{day2}（{id2}/{id3}がある）",
        "{id} {day}~{day2}({id2}/{id3}이(가) 있음)",
    ),
    "one stay at a time; take a need that has not begun after all out of the baseline": (
        "使用は同時に1つ（実際には始まっていない必要枠を元の計画から外す）",
        "사용은 한 번에 하나(실제로 시작하지 않은 필요 항목을 기준 계획에서 뺌)",
    ),
    "locks that a plan can keep; change or remove one": (
        "計画が守れる固定（1つ変えるか外す）",
        "계획이 지킬 수 있는 고정(하나를 바꾸거나 뺌)",
    ),
    "{what} names no day to count back from": (
        "{what}からは逆算する日がわからない",
        "{what}에서는 거꾸로 셀 날을 알 수 없음",
    ),
    "no source states when it is ready": ("準備完了日を示す出典がない", "준비일을 밝힌 출처가 없음"),
    "a due; without one it is never late": ("期限（なければ遅れにならない）", "기한(없으면 늦는 일이 없음)"),
    "{id} has a release: give its post_days to derive one": (
        "{id}には配信日がある（post_daysを書けば期限が決まる）",
        "{id}에 공개일이 있음(post_days를 적으면 기한이 정해짐)",
    ),
    "an assumption: {id: my-pin, of: {path}, value: {value}, why: your reason}": (
        "仮定: {id: my-pin, of: {path}, value: {value}, why: 理由}",
        "가정: {id: my-pin, of: {path}, value: {value}, why: 이유}",
    ),
    "no source states when it takes effect": ("効力発生日を示す出典がない", "효력 발생일을 밝힌 출처가 없음"),
    "exclusive; this kind gives no stage yet": (
        "exclusive（この種類はまだステージを与えない）",
        "exclusive(이 종류는 아직 스테이지를 주지 않음)",
    ),
    "a separate right without spaces": ("スペースのない別個の権利", "공간이 없는 별도 권리"),
    "{n} stages without names": ("名前のない{n}ステージ", "이름 없는 스테이지 {n}개"),
    "an assumption of {id}.events that names the spaces": (
        "スペースを示す{id}.eventsの仮定",
        "공간을 적은 {id}.events의 가정",
    ),
    "an assumption of {id}.spaces that names them": ("それらを示す{id}.spacesの仮定", "그것을 적은 {id}.spaces의 가정"),
    "it may come before or after events.{n}, which is on {when}": (
        "{when}のevents.{n}との前後がわからない",
        "{when}의 events.{n}과(와) 앞뒤를 알 수 없음",
    ),
    "it changes the area and names no spaces": (
        "面積が変わるがスペースの記載がない",
        "면적이 바뀌지만 공간 기재가 없음",
    ),
    "no source states the term, and an offer lies on its space": (
        "賃借期間を示す出典がなく、そのスペースに空き提供がある",
        "임차 기간을 밝힌 출처가 없고 그 공간에 제공이 있음",
    ),
    "its {part} is not stated, and an offer lies on its space": (
        "{part}の記載がなく、そのスペースに空き提供がある",
        "{part} 기재가 없고 그 공간에 제공이 있음",
    ),
    "its {part} is open, and a start is needed": (
        "{part}が開いている（開始が必要）",
        "{part}이(가) 열려 있음(시작이 필요)",
    ),
    "its {part} is not stated": ("{part}の記載がない", "{part} 기재가 없음"),
    "the season {season} names no month": ("季節{season}からは月がわからない", "계절 {season}에서는 월을 알 수 없음"),
    "offers {currencies}": ("空き提供の通貨{currencies}", "제공 통화 {currencies}"),
    "the currency in which weights.spot counts, and a dated exchange rate to it from every other": (
        "weights.spotの通貨と、ほかの各通貨からの日付のある為替レート",
        "weights.spot의 통화와, 다른 각 통화로부터의 날짜 있는 환율",
    ),
    "a dated exchange rate between {id} and {id2}: money is never added without one": (
        "{id}と{id2}の日付のある為替レート（レートなしに金額は合算しない）",
        "{id}과(와) {id2}의 날짜 있는 환율(환율 없이 금액을 더하지 않음)",
    ),
    "a stage; a plan hires nothing else": (
        "ステージ（計画はほかのものを借りない）",
        "스테이지(계획은 다른 것을 빌리지 않음)",
    ),
    "0; a plan does not know the day on which it would be booked": (
        "0（計画では予約する日がわからない）",
        "0(계획은 예약할 날을 알지 못함)",
    ),
    "{id}, on days of lease {id2} of {id3}": ("{id}（{id3}の賃借{id2}の日程）", "{id}({id3}의 임차 {id2}의 날짜)"),
    "{id}, if it offers days of its lease {id2}; these are not used": (
        "{id}（自社の賃借{id2}の日程を提供する場合。これらは使わない）",
        "{id}(자기 임차 {id2}의 날짜를 제공하는 경우. 이것은 쓰지 않음)",
    ),
    "{n} lessees": ("借主{n}社", "임차인 {n}곳"),
    "ask its holder, or set respect_holds: first": (
        "仮予約した取引先に確認するか、respect_holds: first を設定",
        "가예약한 업체에 문의하거나 respect_holds: first로 설정",
    ),
    "looked for in {n} of {n2} late or unplaced productions, costliest first": (
        "遅れまたは未配置の{n2}件中{n}件で調べた（影響の大きい順）",
        "지연·미배치 {n2}건 중 {n}건에서 찾음(영향이 큰 순)",
    ),
    "a longer --time-limit, or stagehold why for one production": (
        "より長い制限時間、または制作1件の理由の分析",
        "더 긴 제한 시간, 또는 제작 한 건의 이유 분석",
    ),
    "up to {n} {id} wanted from {day} to {day2} by {productions}": (
        "{day}〜{day2}に{productions}が最大{n} {id}を必要とする",
        "{day}~{day2}에 {productions}이(가) 최대 {n} {id} 필요",
    ),
    "{n} {id} leased; lease more {id2} space or move a production": (
        "賃借は{n} {id}（{id2}のスペースを増やすか、制作を動かす）",
        "임차는 {n} {id}({id2} 공간을 늘리거나 제작을 옮김)",
    ),
    "a need of this production whose stage-days it is; until then it only blocks the stage": (
        "この使用に対応する制作の必要枠（それまではステージをふさぐだけ）",
        "이 사용에 해당하는 제작의 필요 항목(그때까지는 스테이지를 막기만 함)",
    ),
    "under way since {day}: {id} is not there for it on {day2} (lease {id2} gives it until {day3})": (
        "{day}から進行中: {day2}に{id}が使えない（賃借{id2}は{day3}まで）",
        "{day}부터 진행 중: {day2}에 {id}을(를) 쓸 수 없음(임차 {id2}은(는) {day3}까지)",
    ),
    "under way since {day}: {id} is not there for it on {day2} (no lease of the party gives it then)": (
        "{day}から進行中: {day2}に{id}が使えない（その間はどの賃借にも含まれていない）",
        "{day}부터 진행 중: {day2}에 {id}을(를) 쓸 수 없음(그 기간에는 어느 임차에도 들어 있지 않음)",
    ),
    "under way since {day}: {id} is not there for it on {day2} (no lease of the party gives it)": (
        "{day}から進行中: {day2}に{id}が使えない（どの賃借にも含まれていない）",
        "{day}부터 진행 중: {day2}에 {id}을(를) 쓸 수 없음(어느 임차에도 들어 있지 않음)",
    ),
    "under way since {day}: {id} is not there for it on {day2} ({said})": (
        "{day}から進行中: {day2}に{id}が使えない（{said}）",
        "{day}부터 진행 중: {day2}에 {id}을(를) 쓸 수 없음({said})",
    ),
    "nobody, on days of lease {id} of {id2}": (
        "記載なし（{id2}の賃借{id}の日程）",
        "기재 없음({id2}의 임차 {id}의 날짜)",
    ),
    "{id}: hold {id2} of rank {n}, {day} to {day2}": (
        "{id}: 第{n}順位の仮予約{id2}、{day}〜{day2}",
        "{id}: {n}순위 가예약 {id2}, {day}~{day2}",
    ),
    "{id}: hold {id2}, {day} to {day2}": ("{id}: 仮予約{id2}、{day}〜{day2}", "{id}: 가예약 {id2}, {day}~{day2}"),
    # use of stages
    "{n}, and {n2} stage-days in shoot phases": (
        "{n}、撮影工程のステージ日は{n2}",
        "{n}, 촬영 단계의 스테이지일은 {n2}",
    ),
    "the rest is taken to be shot elsewhere; only what stands on stages is counted": (
        "残りは別の場所で撮影とみなす（ステージ上のものだけを数える）",
        "나머지는 다른 곳에서 촬영하는 것으로 봄(스테이지 위의 것만 셈)",
    ),
    "{n} operators": ("運営者{n}社", "운영자 {n}곳"),
    "days without a phase, and no need that has phases": (
        "工程のない日程で、工程のある必要枠もない",
        "단계가 없는 날짜이고 단계가 있는 필요 항목도 없음",
    ),
    "a phase on each line; until then these days count as worked and none of them as shot": (
        "各明細の工程（それまでは稼働日として数え、撮影日には数えない）",
        "내역마다 단계(그때까지는 작업일로 세고 촬영일로는 세지 않음)",
    ),
    "{id}/{id2} twice": ("{id}/{id2}が2回", "{id}/{id2} 두 번"),
    # at the desk and beside a plan
    "spaces of the portfolio, joined wholes taken apart": (
        "ポートフォリオのスペース（連結は個別に書く）",
        "포트폴리오의 공간(이어 붙인 것은 하나씩 적음)",
    ),
    "stages, a start or both": ("ステージ、開始日、またはその両方", "스테이지, 시작일 또는 둘 다"),
    "another booking than the one that the desk has under this id": (
        "このIDの予約が予約窓口のものと異なる",
        "이 ID의 예약이 예약 데스크의 것과 다름",
    ),
    "the booking as it stands there, or another id; change it at the desk": (
        "予約窓口にあるとおりの予約か、別のID（変更は予約窓口で行う）",
        "예약 데스크에 있는 그대로의 예약, 또는 다른 ID(변경은 예약 데스크에서)",
    ),
    "{id} is booked on {days} by {id2}": ("{id}の{days}は{id2}が本予約済み", "{id}의 {days}은(는) {id2}이(가) 확정함"),
    "days on which nothing is confirmed": ("本予約のない日", "확정 예약이 없는 날"),
    "a placement that the portfolio does not allow (any more), or no need of it": (
        "ポートフォリオでは（もう）許されない配置、または存在しない必要枠",
        "포트폴리오에서 (더 이상) 허용되지 않는 배치, 또는 없는 필요 항목",
    ),
    "a plan of this portfolio: stagehold plan PORTFOLIO --json > PLAN.json": (
        "このポートフォリオの計画（stagehold plan PORTFOLIO --json > PLAN.json）",
        "이 포트폴리오의 계획(stagehold plan PORTFOLIO --json > PLAN.json)",
    ),
    "none: no space has a feature": ("なし（設備のあるスペースがない）", "없음(설비가 있는 공간이 없음)"),
    "no {id} of this id": ("このIDの{id}はない", "이 ID의 {id}은(는) 없음"),
    # what a lock contradicts
    "a stage that no lease gives: {reasons}": (
        "どの賃借にもないステージ: {reasons}",
        "어느 임차에도 없는 스테이지: {reasons}",
    ),
    "{what}: not enough stages": ("{what}: ステージが足りない", "{what}: 스테이지가 부족"),
    "{what}: outside the lease, a closure, a booking of others or the production's own window": (
        "{what}: 賃借・閉鎖・他者の予約・制作自身の期間のいずれかに反する",
        "{what}: 임차, 폐쇄, 타사 예약, 제작 자체의 기간 중 하나에 어긋남",
    ),
    "{what}: another lock of the same need says otherwise": (
        "{what}: 同じ必要枠の別の固定と食い違う",
        "{what}: 같은 필요 항목의 다른 고정과 다름",
    ),
    "{what}: cannot stand together with {names}": (
        "{what}: {names}と両立しない",
        "{what}: {names}과(와) 함께 둘 수 없음",
    ),
    "{what}: the production's other rules (after, together, windows) leave no place": (
        "{what}: 制作のほかの規則（前後・同じ場所・期間）では場所がない",
        "{what}: 제작의 다른 규칙(순서, 같은 장소, 기간)으로는 자리가 없음",
    ),
}

"""What the checks of a portfolio find and allow, read as one whole."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # leases: rates, events, judgements
    "a yearly fraction above -1: 0.05 is 5 %": (
        "-1を超える年あたりの割合（0.05は5 %）",
        "-1보다 큰 연간 비율(0.05는 5 %)",
    ),
    "a yearly fraction: 0.05 is 5 %": ("年あたりの割合（0.05は5 %）", "연간 비율(0.05는 5 %)"),
    "a value above 0": ("0より大きい値", "0보다 큰 값"),
    "of the kind {id}: {fields}": ("種類{id}の項目: {fields}", "종류 {id}의 항목: {fields}"),
    "the value of the index": ("指数の値", "지수 값"),
    "why it is a separate lease or not": ("別個の賃借とする、またはしない理由", "별도의 임차로 보거나 보지 않는 이유"),
    "why the lessee controls no identified space": (
        "特定されたスペースを借主が支配していない理由",
        "임차인이 식별된 공간을 통제하지 않는 이유",
    ),
    "why the exemption of short leases is taken": ("短期リースの免除を適用する理由", "단기 리스 면제를 적용하는 이유"),
    "the position of an option: 0 to {n}": ("オプションの位置（0〜{n}）", "옵션의 위치(0~{n})"),
    "the position of an option: none: the lease has no options": (
        "オプションの位置（この賃借にオプションはない）",
        "옵션의 위치(이 임차에는 옵션이 없음)",
    ),
    # advice
    "{n}; all demand scenarios together {n2}": (
        "{n}、全需要シナリオの合計は{n2}",
        "{n}, 모든 수요 시나리오의 합은 {n2}",
    ),
    "together exactly 1": ("合計でちょうど1", "합계가 정확히 1"),
    "productions with needs: the others ask for no stage": (
        "必要枠のある制作（ほかはステージを使わない）",
        "필요 항목이 있는 제작(나머지는 스테이지를 쓰지 않음)",
    ),
    "a year of four digits, as 2028": ("2028のような4桁の年", "2028과 같은 네 자리 연도"),
    "a state of the market with stages and rate": ("ステージ数と料金のある市況", "스테이지 수와 요금이 있는 시장 상태"),
    "each state of the market once": ("市況はそれぞれ1回だけ", "시장 상태는 각각 한 번만"),
    "a lot of this candidate; it has none": ("この候補の区画（区画がない）", "이 후보의 구획(구획이 없음)"),
    "shares that add up to exactly 1": ("合計がちょうど1になる割合", "합계가 정확히 1이 되는 비율"),
    "a share for every lot, or for none": (
        "すべての区画に割合を書くか、どれにも書かない",
        "모든 구획에 비율을 쓰거나 어디에도 쓰지 않음",
    ),
    "at least one space": ("1つ以上のスペース", "하나 이상의 공간"),
    "each space in one lot; {id} has it": (
        "各スペースは1つの区画にのみ（すでに{id}にある）",
        "각 공간은 한 구획에만(이미 {id}에 있음)",
    ),
    "a yearly rate from {n} to {n2}, as 0.04 for 4 %": (
        "{n}から{n2}までの年率（4 %なら0.04）",
        "{n}에서 {n2}까지의 연이율(4 %는 0.04)",
    ),
    "{id} with {n} decimals": ("{id}（小数{n}桁まで）", "{id}(소수점 아래 {n}자리까지)"),
    # bookings
    "the production whose need it is, or no need": (
        "その必要枠の制作を書くか、必要枠を書かない",
        "그 필요 항목의 제작을 쓰거나 필요 항목을 쓰지 않음",
    ),
    "days: the first and the last, as 2027-03-01/2027-04-15": (
        "初日と最終日（例: 2027-03-01/2027-04-15）",
        "첫날과 마지막 날(예: 2027-03-01/2027-04-15)",
    ),
    "a start and an end": ("開始と終了", "시작과 끝"),
    "{id} from {day} to {day2}, as booking {id2} ({line})": (
        "{id} {day}〜{day2}、予約{id2}（{line}）と重複",
        "{id} {day}~{day2}, 예약 {id2}({line})과(와) 겹침",
    ),
    "one confirmed line on a space and day: move or release one of the two": (
        "同じスペースの同じ日の本予約は1件のみ（どちらかを移動または解除）",
        "같은 공간의 같은 날 확정 예약은 하나뿐(둘 중 하나를 옮기거나 해제)",
    ),
    # candidate leases
    "other candidate leases": ("ほかの候補の賃借", "다른 임차 후보"),
    "candidates that it does not require": ("必須としていない候補", "필수로 하지 않은 후보"),
    "a day on or before {day}, the last of its starts": (
        "最も遅い開始日の{day}以前の日",
        "가장 늦은 시작일인 {day} 이전의 날",
    ),
    # currencies
    "how many {id} one {id2} is": ("1 {id2}が何{id}か", "1 {id2}이(가) 몇 {id}인지"),
    "another currency than {id}": ("{id}以外の通貨", "{id}이(가) 아닌 통화"),
    "{n}, and {id} says {n2}": ("{n}（{id}では{n2}）", "{n}({id}에는 {n2})"),
    "one rate for two currencies and a date": ("通貨の組と日付ごとに1つのレート", "통화 쌍과 날짜마다 환율 하나"),
    "an exchange rate between {id} and {id2}: money is never added without one": (
        "{id}と{id2}の為替レート（レートなしに金額は合算しない）",
        "{id}과(와) {id2} 사이의 환율(환율 없이 금액을 더하지 않음)",
    ),
    # days of productions
    "a day on or after {day}, when it is ready: it will be late in any plan": (
        "準備が整う{day}以降の日（このままではどの計画でも遅れる）",
        "준비가 끝나는 {day} 이후의 날(이대로는 어떤 계획에서도 늦음)",
    ),
    "{window}, ready on {day}": ("{window}、準備完了は{day}", "{window}, 준비 완료는 {day}"),
    "a window that holds a day from {day} on": ("{day}以降の日を含む期間", "{day} 이후의 날을 포함하는 기간"),
    "{id} is released in {when}": ("{id}の配信は{when}", "{id}의 공개는 {when}"),
    "a month or a day: a season names no month": (
        "月または日（季節からは月がわからない）",
        "월 또는 일(계절로는 월을 알 수 없음)",
    ),
    "a release after {day}, when the production is ready: it will be late in any plan": (
        "制作の準備が整う{day}より後の配信日（このままではどの計画でも遅れる）",
        "제작 준비가 끝나는 {day} 이후의 공개일(이대로는 어떤 계획에서도 늦음)",
    ),
    # leased spaces
    "leases that are no sums of this one": ("この賃借の合計ではない賃借", "이 임차의 합계가 아닌 임차"),
    "{id} from {day}, which lease {id2} lets to {id3} until {day2}": (
        "{id}（{day}から。賃借{id2}が{day2}まで{id3}に貸している）",
        "{id}({day}부터. 임차 {id2}이(가) {day2}까지 {id3}에 임대 중)",
    ),
    "one lessee on a day, unless this is a sublease": (
        "転貸でない限り、1日に借主は1社",
        "전대가 아니라면 하루에 임차인은 하나",
    ),
    "{id} at {id2}": ("{id2}の{id}", "{id2}의 {id}"),
    "a space at {studios}": ("{studios}のスペース", "{studios}의 공간"),
    "the spaces of which any serves, for a lease of kind days": (
        "日数枠の賃借で使える候補のスペース",
        "일수 방식 임차에서 쓸 수 있는 공간들",
    ),
    "the days a year that the lease allows": ("賃借で使える年間日数", "임차로 쓸 수 있는 연간 일수"),
    "the spaces that a first-call lease holds": ("優先使用の賃借が押さえるスペース", "우선 사용 임차가 잡아 두는 공간"),
    "spaces, or space_count while no source names them": (
        "スペース。出典に名前がない間はspace_count",
        "공간. 출처에 이름이 없는 동안은 space_count",
    ),
    "{n}, and {n2} spaces by id": ("{n}、IDで挙げたスペースは{n2}", "{n}, ID로 적은 공간은 {n2}"),
    "as many as spaces are named, or none": (
        "名前を挙げたスペースと同じ数、または記載なし",
        "이름을 적은 공간과 같은 수, 또는 기재하지 않음",
    ),
    "{area}, which includes {what}": ("{area}（{what}を含む）", "{area}({what} 포함)"),
    "sizes of stages from sources of their own: here they add up to the area of the whole": (
        "ステージごとに独自の出典がある広さ（現在の値は合計が全体の面積と同じ）",
        "스테이지마다 따로 출처가 있는 크기(지금 값은 합계가 전체 면적과 같음)",
    ),
    "at least the {n} m2 of its spaces together": (
        "含まれるスペースの合計{n} m2以上",
        "포함된 공간의 합계 {n} m2 이상",
    ),
    # links between needs
    "{needs} after {needs2}": ("{needs2}の後に{needs}", "{needs2} 다음에 {needs}"),
    "an order of needs": ("循環しない必要枠の順序", "돌고 돌지 않는 필요 항목의 순서"),
    "a need of the same production, or production/need": (
        "同じ制作の必要枠、または「制作/必要枠」",
        "같은 제작의 필요 항목, 또는 '제작/필요 항목'",
    ),
    "at least min_days, which is {n}": ("min_days（{n}）以上", "min_days({n}) 이상"),
    "{n} stages after {n2}": ("{n2}ステージの後に{n}ステージ", "스테이지 {n2}개 다음에 {n}개"),
    "a need of {id}: it has none": ("{id}の必要枠（まだない）", "{id}의 필요 항목(아직 없음)"),
    "a need of {id}: {list}": ("{id}の必要枠: {list}", "{id}의 필요 항목: {list}"),
    "it has none": ("まだない", "아직 없음"),
    "keep between needs of as many stages": (
        "keepはステージ数が同じ必要枠の間でのみ",
        "keep은 스테이지 수가 같은 필요 항목 사이에서만",
    ),
    "same_stages between needs of as many stages": (
        "same_stagesはステージ数が同じ必要枠の間でのみ",
        "same_stages는 스테이지 수가 같은 필요 항목 사이에서만",
    ),
    # locks
    "stages, a start, or both": ("ステージ、開始日、またはその両方", "스테이지, 시작일 또는 둘 다"),
    "a day, as 2027-03-01": ("日（例: 2027-03-01）", "날짜(예: 2027-03-01)"),
    "{id} is of kind {id2}": ("{id}の種類は{id2}", "{id}의 종류는 {id2}"),
    "stages": ("ステージ", "스테이지"),
    "{n} of {n2} stages": ("{n2}ステージ中{n}", "스테이지 {n2}개 중 {n}개"),
    "all {n} stages of the need, or none": (
        "必要枠の{n}ステージすべて、または指定なし",
        "필요 항목의 스테이지 {n}개 모두, 또는 지정하지 않음",
    ),
    "{start}, and lock {id} says {start2}": ("{start}（固定{id}では{start2}）", "{start}(고정 {id}에는 {start2})"),
    "one start for a need": ("必要枠ごとに開始日は1つ", "필요 항목마다 시작일은 하나"),
    "one set of stages for a need": ("必要枠ごとにステージの組は1つ", "필요 항목마다 스테이지 조합은 하나"),
    # needs
    "an id used once in the production": ("その制作の中で重複しないID", "그 제작 안에서 한 번만 쓰는 ID"),
    "days_on with a length for each stage allowed, or no 'only'": (
        "使えるステージごとの日数をdays_onに書くか、onlyを外す",
        "쓸 수 있는 스테이지마다 days_on에 일수를 쓰거나 only를 뺌",
    ),
    "phases as {build: 20, shoot: 40}, days_on, or an assumption that pins one of them": (
        "{build: 20, shoot: 40}のような工程、days_on、またはそれを定める仮定",
        "{build: 20, shoot: 40}과 같은 단계, days_on, 또는 이를 정하는 가정",
    ),
    "stages that days_on does not name": ("days_onにないステージ", "days_on에 없는 스테이지"),
    "phases, a length in days_on for every stage allowed, or 'only: true'": (
        "工程、使える全ステージのdays_on、または「only: true」",
        "단계, 쓸 수 있는 모든 스테이지의 days_on, 또는 'only: true'",
    ),
    "stages that 'allowed' names: {stages}": ("allowedに挙げたステージ: {stages}", "allowed에 적은 스테이지: {stages}"),
    "{n} stages at once, {n2} allowed": (
        "同時に{n}ステージ、使えるのは{n2}",
        "동시에 스테이지 {n}개, 쓸 수 있는 것은 {n2}개",
    ),
    "as many as are allowed, or fewer": ("使えるステージの数以下", "쓸 수 있는 스테이지 수 이하"),
    "a phase of the need: {phases}": ("この必要枠の工程: {phases}", "이 필요 항목의 단계: {phases}"),
    "a window that leaves a day": ("1日以上残る期間", "하루 이상 남는 기간"),
    "{window} read conservatively runs from {day} to {day2}: no day is left": (
        "{window}は控えめに読むと{day}〜{day2}で、1日も残らない",
        "{window}은(는) 보수적으로 읽으면 {day}~{day2}로 하루도 남지 않음",
    ),
    "{window}: {n} days for a phase of {n2}": ("{window}: {n2}日の工程に対して{n}日", "{window}: {n2}일 단계에 {n}일"),
    "a window of at least {n} days": ("{n}日以上の期間", "{n}일 이상의 기간"),
    # parties, closures, offers
    "a parent that does not belong to the party": ("その会社の傘下にない親会社", "그 회사에 속하지 않은 모회사"),
    "a day on or after {when}: it names the last day closed": (
        "{when}以降の日（閉鎖の最終日）",
        "{when} 이후의 날(폐쇄 마지막 날)",
    ),
    "a day on or after {when}: it names the last day on offer": (
        "{when}以降の日（提供の最終日）",
        "{when} 이후의 날(제공 마지막 날)",
    ),
    "{when} to {when2}, read from {day} to {day2}": (
        "{when}〜{when2}（{day}〜{day2}と読む）",
        "{when}~{when2}({day}~{day2}로 읽음)",
    ),
    "days that leave one when read conservatively": (
        "控えめに読んでも1日以上残る日程",
        "보수적으로 읽어도 하루 이상 남는 날짜",
    ),
    "money per stage-day, as {build: 100000, shoot: 180000}": (
        "ステージ1日あたりの金額（例: {build: 100000, shoot: 180000}）",
        "스테이지 하루당 금액(예: {build: 100000, shoot: 180000})",
    ),
    # policies
    "a code of ISO 4217 for the rates of the policy": (
        "規約の料金の通貨コード（ISO 4217）",
        "규정 요금의 통화 코드(ISO 4217)",
    ),
    "both kinds of days": ("暦日と営業日の混在", "달력일과 영업일이 섞임"),
    "steps that all count calendar days, or all working days": (
        "すべて暦日か、すべて営業日で数える段階",
        "모두 달력일이거나 모두 영업일로 세는 단계",
    ),
    "one share for a number of days": ("日数ごとに割合は1つ", "일수마다 비율은 하나"),
    "a share that does not fall as the day comes nearer": (
        "日が近づいても下がらない割合",
        "날짜가 가까워져도 낮아지지 않는 비율",
    ),
    "the share that is due; until it is stated no fee is computed": (
        "請求する割合（記載されるまで料金は計算しない）",
        "청구할 비율(적기 전에는 요금을 계산하지 않음)",
    ),
    "hours, as 09:00-18:00; without them all hours of a working day count": (
        "時間帯（例: 09:00-18:00）。ない場合は営業日の全時間を数える",
        "시간대(예: 09:00-18:00). 없으면 영업일의 모든 시간을 셈",
    ),
    "{n} of the rate, and {n2}": ("料金の{n}倍と{n2}", "요금의 {n}배와 {n2}"),
    "a share of the rate, or an amount": ("料金に対する割合か金額のどちらか", "요금 대비 비율이나 금액 중 하나"),
    "{id} beside it, or neither": ("{id}も書くか、どちらも書かない", "{id}도 쓰거나 둘 다 쓰지 않음"),
    "from the beginning, twice": ("「最初から」が2回", "'처음부터'가 두 번"),
    "from {n} days, twice": ("「{n}日前から」が2回", "'{n}일 전부터'가 두 번"),
    "{n} from the beginning, {n2} from the beginning": ("最初から{n}、最初から{n2}", "처음부터 {n}, 처음부터 {n2}"),
    "{n} from the beginning, {n2} from {n3} days": (
        "最初から{n}、{n3}日前から{n2}",
        "처음부터 {n}, {n3}일 전부터 {n2}",
    ),
    "{n} from {n2} days, {n3} from the beginning": (
        "{n2}日前から{n}、最初から{n3}",
        "{n2}일 전부터 {n}, 처음부터 {n3}",
    ),
    "{n} from {n2} days, {n3} from {n4} days": (
        "{n2}日前から{n}、{n4}日前から{n3}",
        "{n2}일 전부터 {n}, {n4}일 전부터 {n3}",
    ),
    # rents
    "a code of ISO 4217 for the amounts of the lease": (
        "賃借の金額の通貨コード（ISO 4217）",
        "임차 금액의 통화 코드(ISO 4217)",
    ),
    "{id} with {n} decimal places": ("{id}（小数{n}桁まで）", "{id}(소수점 아래 {n}자리까지)"),
    "whole {id}": ("{id}の整数", "{id} 정수"),
    "a day on or after {when}": ("{when}以降の日", "{when} 이후의 날"),
    "a day of the term {term}": ("賃借期間{term}のうちの日", "임차 기간 {term} 안의 날"),
    "a day on or after {day}, when access or the term begins": (
        "立入りまたは賃借期間が始まる{day}以降の日",
        "출입이나 임차 기간이 시작되는 {day} 이후의 날",
    ),
    "a day on or after {when}: steps stand in order of their days": (
        "{when}以降の日（段階は日付順に並べる）",
        "{when} 이후의 날(단계는 날짜순으로 적음)",
    ),
    # risks
    "a milestone of a production; none has any": (
        "制作の節目（どの制作にもない）",
        "제작의 단계 일자(어느 제작에도 없음)",
    ),
    "a studio's": ("スタジオのある国", "스튜디오가 있는 국가"),
    "with kind {id}: {fields}": ("種類{id}で使える項目: {fields}", "종류 {id}에서 쓸 수 있는 항목: {fields}"),
    "the reason for these numbers; a cause that is not fitted to 30 pairs of dates is an assumption": (
        "数値の根拠（30組の日付に当てはめていない原因は仮定である）",
        "수치의 근거(날짜 30쌍에 맞춘 것이 아닌 원인은 가정임)",
    ),
    "group, studio, country; else kind: own": (
        "group、studio、country。それ以外はkind: own",
        "group, studio, country. 그 밖에는 kind: own",
    ),
    "ready_shift, phase_factor or fit": ("ready_shift、phase_factor、またはfit", "ready_shift, phase_factor 또는 fit"),
    "either ready_shift or fit": ("ready_shiftとfitのどちらか", "ready_shift와 fit 중 하나"),
    "phases only beside phase_factor": ("phasesはphase_factorとともにのみ", "phases는 phase_factor와 함께만"),
    "a {id} needs {fields}": ("{id}には{fields}が必要", "{id}에는 {fields}이(가) 필요"),
    # scenarios
    "{of}, which {id} pins too": ("{of}（仮定{id}も定めている）", "{of}(가정 {id}도 정함)"),
    "one assumption for a field": ("1つの項目に仮定は1つ", "한 항목에 가정은 하나"),
    "{n}; all scenarios together {n2}": ("{n}、全シナリオの合計は{n2}", "{n}, 모든 시나리오의 합은 {n2}"),
    "together at most 1": ("合計で1以下", "합계 1 이하"),
    "the id of a record, a dot and a field, as lease-1.term.end": (
        "記録のID、ピリオド、項目（例: lease-1.term.end）",
        "기록의 ID, 점, 항목(예: lease-1.term.end)",
    ),
    "the id of a record": ("記録のID", "기록의 ID"),
    "the id of a {id}": ("{id}のID", "{id}의 ID"),
    "no element": ("要素なし", "요소 없음"),
    "a path that ends at a plain value": ("単純な値で終わるパス", "단순한 값으로 끝나는 경로"),
    "the value to set; to empty a field, kind: clear": (
        "設定する値（項目を空にするには kind: clear）",
        "설정할 값(항목을 비우려면 kind: clear)",
    ),
    "no value with kind: {id}": ("kind: {id} では値を書かない", "kind: {id}에는 값을 쓰지 않음"),
    "kind/id, as production/p9, with one of the kinds {kinds}": (
        "「種類/ID」（例: production/p9）。種類は{kinds}",
        "'종류/ID'(예: production/p9). 종류는 {kinds}",
    ),
    "an id that no {id} has; to change one, kind: set": (
        "まだない{id}のID（変更するには kind: set）",
        "아직 없는 {id}의 ID(바꾸려면 kind: set)",
    ),
    "a mapping with the fields of a {id}": ("{id}の項目を持つマッピング", "{id}의 항목을 담은 매핑"),
    "the id of a record, or kind/id": ("記録のID、または「種類/ID」", "기록의 ID, 또는 '종류/ID'"),
    # spaces
    "an interval that leaves a day": ("1日以上残る期間", "하루 이상 남는 기간"),
    "another stage of the same studio": ("同じスタジオの別のステージ", "같은 스튜디오의 다른 스테이지"),
    "a stage at {id}": ("{id}のステージ", "{id}의 스테이지"),
    "stages only": ("ステージのみ", "스테이지만"),
    # spreads
    "no {id} in a {id2} spread; it has: {fields}": (
        "{id2}分布に{id}はない。使えるのは{fields}",
        "{id2} 분포에 {id}은(는) 없음. 쓸 수 있는 것은 {fields}",
    ),
    "a {id} spread needs {fields}": ("{id}分布には{fields}が必要", "{id} 분포에는 {fields}이(가) 필요"),
    "{n} to {n2} each": ("それぞれ{n}〜{n2}", "각각 {n}~{n2}"),
    "{n} to {n2}": ("{n}〜{n2}", "{n}~{n2}"),
    "as many as there are values, {n}": ("値と同じ数（{n}）", "값과 같은 수({n})"),
    "0 or more each, and one of them above 0": (
        "それぞれ0以上、うち1つは0より大きい",
        "각각 0 이상, 그중 하나는 0 초과",
    ),
    "at least 1 in {n} of all weights together": ("重みの合計の{n}分の1以上", "가중치 합계의 {n}분의 1 이상"),
    "{n} (low) or more": ("{n}（low）以上", "{n}(low) 이상"),
    "above 0; for a number that never changes, a discrete spread of one value": (
        "0より大きい値（変わらない数なら、値が1つの離散分布）",
        "0보다 큰 값(변하지 않는 수는 값이 하나인 이산 분포)",
    ),
    "above 0 in a lognormal spread": ("対数正規分布では0より大きい値", "로그 정규 분포에서는 0보다 큰 값"),
    "above {n}, where the spread begins": ("分布が始まる{n}より大きい値", "분포가 시작되는 {n}보다 큰 값"),
    "at most {n}: beyond that hardly anything is left to draw": (
        "{n}以下（それを超えるとほとんど何も残らない）",
        "{n} 이하(그보다 크면 남는 값이 거의 없음)",
    ),
    "more: below it hardly anything is left to draw": (
        "より大きい値（それより下にはほとんど何も残らない）",
        "더 큰 값(그 아래에는 남는 값이 거의 없음)",
    ),
    "above {n} (low)": ("{n}（low）より大きい値", "{n}(low)보다 큰 값"),
    # terms and options
    "a term that leaves a day, or an assumption for it": (
        "1日以上残る賃借期間、またはそれを定める仮定",
        "하루 이상 남는 임차 기간, 또는 이를 정하는 가정",
    ),
    "a day on or before the start of the term {term}": (
        "賃借期間{term}の開始以前の日",
        "임차 기간 {term}의 시작 이전의 날",
    ),
    "what the option adds to the term, as P2Y": (
        "オプションで延びる期間（例: P2Y）",
        "옵션으로 늘어나는 기간(예: P2Y)",
    ),
    "the spaces it adds": ("追加されるスペース", "추가되는 공간"),
    "{adds} on an option to {id}": ("種類{id}のオプションに{adds}", "종류 {id} 옵션에 {adds}"),
    "adds on an option to extend only": ("addsは延長オプションのみ", "adds는 연장 옵션에만"),
    "a day on or before {when}, when the option takes effect": (
        "オプションの効力が生じる{when}以前の日",
        "옵션의 효력이 생기는 {when} 이전의 날",
    ),
    "the first day on which the break takes effect": ("中途解約の効力が生じる初日", "중도 해지의 효력이 생기는 첫날"),
}

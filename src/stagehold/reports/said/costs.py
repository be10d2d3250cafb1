"""What leases, prices at the desk and advice find and allow."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # advice: what is weighed
    "demand scenarios that name their state of the market": (
        "市況を示した需要シナリオ",
        "시장 상태를 적은 수요 시나리오",
    ),
    "left out: advice exercises options by its own rule, and lets no days to others": (
        "対象外（助言はオプションを独自の規則で行使し、日程を他者に貸さない）",
        "제외됨(조언은 옵션을 자체 규칙으로 행사하며 날짜를 남에게 빌려주지 않음)",
    ),
    "a decision by then; it is left out of the advice": (
        "その日までの決定（助言の対象から外した）",
        "그때까지의 결정(조언에서 제외함)",
    ),
    "an option of a lease of today": ("現在の賃借のオプション", "현재 임차의 옵션"),
    "a candidate lease that says what exercising it would give; advice weighs candidates alone": (
        "行使で得られるものを示した候補の賃借（助言は候補だけを比べる）",
        "행사하면 얻는 것을 적은 임차 후보(조언은 후보만 비교함)",
    ),
    "lead days of {n}": ("手配日数{n}日", "준비 일수 {n}일"),
    "0, where repairs matter: a repair may hire a spot stage on the day": (
        "修復が関わる所では0（修復では当日にスポットのステージを借りることがある）",
        "수정이 관련되면 0(수정에서는 당일에 스폿 스테이지를 빌릴 수 있음)",
    ),
    "it says {what}": ("記載は{what}", "기재 값은 {what}"),
    "settings: {advice: {{id}: {value}}}, or an assumption of settings.{path}": (
        "settings: {advice: {{id}: {value}}}、またはsettings.{path}の仮定",
        "settings: {advice: {{id}: {value}}}, 또는 settings.{path}의 가정",
    ),
    "at most {n}; keep those that somebody would sign": (
        "{n}件以下（契約する見込みのあるものだけを残す）",
        "{n}건 이하(체결할 만한 것만 남김)",
    ),
    "{id}.{id2} comes after {id3}, which this slate leaves out": (
        "{id}.{id2}は{id3}の後だが、このラインナップに{id3}がない",
        "{id}.{id2}은(는) {id3} 다음이지만 이 라인업에 {id3}이(가) 없음",
    ),
    "both {id} and {id2}, or neither": ("{id}と{id2}の両方か、どちらもなし", "{id}와(과) {id2} 둘 다, 또는 둘 다 없음"),
    "no source states the term": ("賃借期間を示す出典がない", "임차 기간을 밝힌 출처가 없음"),
    "no source states how long it runs": ("期間の長さを示す出典がない", "기간의 길이를 밝힌 출처가 없음"),
    "a candidate without an end cannot be weighed": ("終了のない候補は比べられない", "끝이 없는 후보는 비교할 수 없음"),
    "a length that ends before the year 9999": ("9999年より前に終わる長さ", "9999년 전에 끝나는 길이"),
    "a length of a day or more": ("1日以上の長さ", "하루 이상의 길이"),
    "none": ("なし", "없음"),
    "the spaces that it would give, by id": ("得られるスペース（IDで）", "얻게 될 공간(ID로)"),
    "an assumption: {id: my-pin, of: {id}.{path}, value: {value}, why: your reason}": (
        "仮定: {id: my-pin, of: {id}.{path}, value: {value}, why: 理由}",
        "가정: {id: my-pin, of: {id}.{path}, value: {value}, why: 이유}",
    ),
    "{n} lots": ("{n}区画", "구획 {n}개"),
    "{n} combinations of lots, starts and terms": ("区画・開始・期間の組合せ{n}通り", "구획·시작·기간의 조합 {n}가지"),
    "at most {n} ways to take a candidate": ("候補の取り方は{n}通り以下", "후보를 택하는 방법은 {n}가지 이하"),
    "at most {n}, or all_or_none: true": ("{n}以下、またはall_or_none: true", "{n} 이하, 또는 all_or_none: true"),
    "exclusive; other kinds give a plan no stage": (
        "exclusive（ほかの種類は計画にステージを与えない）",
        "exclusive(다른 종류는 계획에 스테이지를 주지 않음)",
    ),
    "{n} planned and actual days of {milestone}": (
        "{milestone}の計画日と実績日が{n}組",
        "{milestone}의 계획일과 실적일 {n}쌍",
    ),
    "{n} pairs or more; until then a ready_shift that you assume, with its why": (
        "{n}組以上（それまでは、理由を添えて仮定したready_shift）",
        "{n}쌍 이상(그때까지는 이유를 밝혀 가정한 ready_shift)",
    ),
    "a shift of {n} days": ("{n}日のずれ", "{n}일의 변동"),
    "shifts above 0 for a lognormal form; take empirical or normal": (
        "対数正規分布では0より大きいずれ（empiricalかnormalを使う）",
        "로그 정규 분포에서는 0보다 큰 변동(empirical이나 normal을 씀)",
    ),
    "every shift is {n} days": ("ずれがすべて{n}日", "변동이 모두 {n}일"),
    "kind empirical": ("種類empirical", "종류 empirical"),
    "{id}, which {risks} cover": ("{id}（{risks}が対象としている）", "{id}({risks}이(가) 다룸)"),
    "one re-shoot for a production; narrow one of them by productions, studios or countries": (
        "制作ごとに再撮影は1つ（どちらかを制作・スタジオ・国で絞る）",
        "제작마다 재촬영은 하나(한쪽을 제작·스튜디오·국가로 좁힘)",
    ),
    "{what} has no spot stage whose rate could stand for it": (
        "{what}には料金の目安になるスポットのステージがない",
        "{what}에는 요금의 기준이 될 스폿 스테이지가 없음",
    ),
    "settings: {advice: {holdover: 500000}}: money per stage-day on a stage whose lease has ended": (
        "settings: {advice: {holdover: 500000}}（賃借終了後のステージ1日あたりの金額）",
        "settings: {advice: {holdover: 500000}}(임차가 끝난 스테이지의 하루당 금액)",
    ),
    "a share from 0 to 1, as 0.9": ("0から1までの割合（例: 0.9）", "0에서 1까지의 비율(예: 0.9)"),
    "late days, 0 or more": ("0以上の遅れ日数", "0 이상의 지연 일수"),
    # prices at the desk
    "the share that is due from that day on": ("その日以降に請求する割合", "그날부터 청구할 비율"),
    "a price of what is let go: rates in the policy, or a price on the line": (
        "手放す日程の料金（規約の料金、または明細の料金）",
        "놓아주는 날짜의 요금(규정의 요금 또는 내역의 요금)",
    ),
    "what a {id} day costs: without it no price is computed": (
        "{id}の1日の料金（これがないと料金は計算しない）",
        "{id} 하루의 요금(없으면 요금을 계산하지 않음)",
    ),
    "{what}, which the holiday library does not know; weekends alone are told apart": (
        "{what}（祝日が不明のため、週末だけを区別する）",
        "{what}(공휴일을 알 수 없어 주말만 구분함)",
    ),
    # leases
    "{n} lines of rent on {day}": ("{day}の賃料が{n}行", "{day}의 임차료가 {n}줄"),
    "one line of rent, whose price it replaces; join the lines, or leave the amount out": (
        "金額を置き換える賃料は1行（行をまとめるか、金額を書かない）",
        "금액을 바꿀 임차료는 한 줄(줄을 합치거나 금액을 쓰지 않음)",
    ),
    "an expected term from {day} up to {day2}": ("見込期間は{day}から{day2}まで", "예상 기간은 {day}부터 {day2}까지"),
    "at most {n} months for the exemption of short leases; leave short_term out": (
        "短期リースの免除は{n}か月以下（short_termを外す）",
        "단기 리스 면제는 {n}개월 이하(short_term을 뺌)",
    ),
    "every figure rests on it; a day without ~ or ?": (
        "すべての数値の基になる、~ や ? のない日",
        "모든 수치의 바탕이 되는 ~나 ? 없는 날짜",
    ),
    "what the rate is, and from where": ("レートの種類と出所", "이율의 종류와 출처"),
    "exercised, and not in the expected term": (
        "行使済みだが見込期間に含まれていない",
        "행사되었으나 예상 기간에 없음",
    ),
    "more space, and not stated; read as no separate lease": (
        "スペースは増えるが記載がない。別個の賃借ではないとして読む",
        "공간이 늘지만 기재가 없음. 별도 임차가 아닌 것으로 읽음",
    ),
    "not stated; read as not reasonably certain": (
        "記載なし。合理的に確実ではないとして読む",
        "기재 없음. 상당히 확실하지 않은 것으로 읽음",
    ),
    "true; it adds nothing before it is exercised": (
        "true。行使されるまで何も加わらない",
        "true. 행사되기 전에는 아무것도 더하지 않음",
    ),
    "a modification on the day of the exercise": ("行使日の契約変更", "행사일의 계약 변경"),
    "true, or an event that reassesses the option": (
        "true、またはオプションを再評価するイベント",
        "true, 또는 옵션을 재평가하는 사건",
    ),
    "true or false, with a reason": ("trueまたはfalse（理由を添える）", "true 또는 false(이유와 함께)"),
    "yes or no, with a reason": ("yesまたはno（理由を添える）", "yes 또는 no(이유와 함께)"),
    "the day of a review: whole review periods after the start of the line": (
        "改定日（行の開始から改定期間の整数倍の日）",
        "조정일(줄의 시작에서 조정 주기의 정수배인 날)",
    ),
    "{n}, the value of the last review; the rent moves by to / from": (
        "前回改定時の値{n}（賃料は to / from の比で動く）",
        "지난 조정 때의 값 {n}(임차료는 to / from의 비율로 움직임)",
    ),
    "{what} names no day": ("{what}からは日がわからない", "{what}에서는 날짜를 알 수 없음"),
    "no currency is stated": ("通貨の記載がない", "통화 기재가 없음"),
    "no rent is stated; a line of 0 says that there is none": (
        "賃料の記載がない（0の行があれば賃料なしを意味する）",
        "임차료 기재가 없음(0인 줄은 임차료가 없다는 뜻)",
    ),
    "no term is stated": ("賃借期間の記載がない", "임차 기간 기재가 없음"),
    "it has no end": ("終了がない", "끝이 없음"),
    "it is not stated": ("記載がない", "기재가 없음"),
    "a fraction a year above -1: 0.03 is 3 %": (
        "-1を超える年あたりの割合（0.03は3 %）",
        "-1보다 큰 연간 비율(0.03은 3 %)",
    ),
    "days without rent that leave a day": (
        "賃料のある日が1日以上残る無料期間",
        "임차료를 내는 날이 하루 이상 남는 무상 기간",
    ),
    "no rent line": ("賃料の行がない", "임차료 줄이 없음"),
    "its stage-days bear no cost; a line of 0 says: no rent": (
        "このステージ日には費用が付かない（0の行があれば賃料なしを意味する）",
        "이 스테이지일에는 비용이 없음(0인 줄은 임차료가 없다는 뜻)",
    ),
    "lines that can be read to the day; until then it bears no cost": (
        "日まで読める行（それまで費用は付かない）",
        "날짜까지 읽을 수 있는 줄(그때까지 비용이 없음)",
    ),
    "a line that ends, with periods of a week or more": (
        "終わりのある、1週間以上の周期の行",
        "끝이 있고 주기가 일주일 이상인 줄",
    ),
    "events.{n} states an area, and none is stated before it": (
        "events.{n}に面積があるが、それ以前に面積の記載がない",
        "events.{n}에 면적이 있으나 그전에는 면적 기재가 없음",
    ),
    "it changes the spaces, and their areas are not all known on one basis": (
        "スペースが変わるが、同じ測り方の面積がそろっていない",
        "공간이 바뀌지만 같은 기준의 면적이 모두 있지 않음",
    ),
    "areas of more than one basis": ("測り方の異なる面積", "기준이 다른 면적"),
    "no area of {stages}": ("{stages}の面積がない", "{stages}의 면적이 없음"),
    "areas of one basis on all of its stages, to share its cost by {what}": (
        "費用を{what}で分けるための、全ステージの同じ測り方の面積",
        "비용을 {what}(으)로 나누기 위한, 모든 스테이지의 같은 기준 면적",
    ),
    "ASC 842 measures finance and operating leases differently, and the class is a judgement": (
        "ASC 842はファイナンス・リースとオペレーティング・リースで測定が異なり、分類は判断による",
        "ASC 842는 금융리스와 운용리스의 측정이 다르며 분류는 판단 사항임",
    ),
    "no discount rate is stated": ("割引率の記載がない", "할인율 기재가 없음"),
    "{event} takes the rate of its day": ("{event}ではその日の利率を使う", "{event}에는 그날의 이율을 씀"),
    "no rate after {day} ({currencies}); it is used from then on": (
        "{day}より後のレートがない（{currencies}）。以後もその日のレートを使う",
        "{day} 이후의 환율이 없음({currencies}). 이후에도 그 환율을 씀",
    ),
    "rates from {id} to {id2} up to {day}, once they are known": (
        "{day}までの{id}から{id2}へのレート（わかり次第）",
        "{day}까지의 {id}에서 {id2}(으)로의 환율(알려지는 대로)",
    ),
    "no rate from {id} to {id2} dated on or before {day}": (
        "{day}以前の{id}から{id2}へのレートがない",
        "{day} 이전 날짜의 {id}에서 {id2}(으)로의 환율이 없음",
    ),
    "a move of the index says from and to which value": (
        "指数の変動では変更前と変更後の値を書く",
        "지수 변동에는 이전 값과 이후 값을 적음",
    ),
    "no rate: a move of the index leaves the discount rate as it is": (
        "利率なし（指数の変動では割引率は変わらない）",
        "이율 없음(지수 변동에는 할인율이 바뀌지 않음)",
    ),
    "one of spaces, area, term, amount, rate": (
        "spaces、area、term、amount、rateのいずれか",
        "spaces, area, term, amount, rate 중 하나",
    ),
    "the new term names no last day": ("新しい期間から最終日がわからない", "새 기간에서 마지막 날을 알 수 없음"),
    "the spaces or the area that the separate right adds": (
        "別個の権利で加わるスペースまたは面積",
        "별도 권리로 더해지는 공간 또는 면적",
    ),
    "a separate right is paid as often as the rent": (
        "別個の権利の支払い周期は賃料と同じ",
        "별도 권리의 지급 주기는 임차료와 같음",
    ),
    "a term that runs on {day}": ("{day}に続いている期間", "{day}에 이어지고 있는 기간"),
    "a day after {day}, when the lease begins, up to {day2}, when it ends": (
        "賃借開始の{day}より後、終了の{day2}までの日",
        "임차 시작일 {day} 다음 날부터 종료일 {day2}까지의 날",
    ),
    "a reassessment says whether the option will be exercised": (
        "再評価ではオプションを行使するかどうかを書く",
        "재평가에는 옵션을 행사할지를 적음",
    ),
    "an option whose exercise leaves the lease running on {day}": (
        "行使しても{day}に賃借が続いているオプション",
        "행사해도 {day}에 임차가 이어지는 옵션",
    ),
    "the position of one of the {n} options of the lease, counted from 0": (
        "賃借の{n}個のオプションのいずれかの位置（0から数える）",
        "임차의 옵션 {n}개 중 하나의 위치(0부터 셈)",
    ),
    "not stated": ("記載なし", "기재 없음"),
    "not stated; read as an effective yearly rate": ("記載なし。実効年利として読む", "기재 없음. 실효 연이율로 읽음"),
    "a record of exchange_rates: {id: my-rate, from: {id}, to: {id2}, date: {when}, rate: …, source: [where]}": (
        "exchange_ratesの記録: {id: my-rate, from: {id}, to: {id2}, date: {when}, rate: …, source: [出典]}",
        "exchange_rates 기록: {id: my-rate, from: {id}, to: {id2}, date: {when}, rate: …, source: [출처]}",
    ),
    "a term that leaves a day": ("1日以上残る賃借期間", "하루 이상 남는 임차 기간"),
}

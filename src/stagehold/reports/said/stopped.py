"""Why planning, costs, advice or risk stop."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # advice and risk
    "{lease}.options.{n}: an option to expand needs its amount, or is a candidate": (
        "{lease}.options.{n}: 拡張オプションには金額を書くか、候補として書いてください。",
        "{lease}.options.{n}: 확장 옵션에는 금액을 적거나 후보로 적으세요.",
    ),
    "several states of the market and no demand scenario that names one": (
        "市況が複数ありますが、市況を示す需要シナリオがありません。",
        "시장 상태가 여럿이지만 이를 적은 수요 시나리오가 없습니다.",
    ),
    "advice needs settings.{path}: {said}": (
        "助言にはsettings.{path}が必要です: {said}",
        "조언에는 settings.{path}이(가) 필요합니다: {said}",
    ),
    "{n} candidate leases: more than can be weighed against each other": (
        "候補の賃借が{n}件あり、互いに比べられる数を超えています。",
        "임차 후보가 {n}건으로, 서로 비교할 수 있는 수를 넘습니다.",
    ),
    "{candidate}: {n} options; advice weighs at most {n2} of a candidate": (
        "{candidate}: オプションが{n}件あります。助言が比べられるのは候補ごとに{n2}件までです。",
        "{candidate}: 옵션이 {n}건입니다. 조언은 후보마다 {n2}건까지 비교합니다.",
    ),
    "{scenario}: {production} waits for {other}, which is not in the slate": (
        "{scenario}: {production}は{other}を待ちますが、{other}はラインナップにありません。",
        "{scenario}: {production}은(는) {other}을(를) 기다리지만 라인업에 없습니다.",
    ),
    "advice needs a value that no source states: {record}.{path}": (
        "助言に必要な値がどの出典にもありません: {record}.{path}",
        "조언에 필요한 값이 어느 출처에도 없습니다: {record}.{path}",
    ),
    "{record}.{path}: found {said}; allowed: {said2}": (
        "{record}.{path}: 見つかった値は{said}、許される値は{said2}",
        "{record}.{path}: 발견한 값은 {said}, 허용 값은 {said2}",
    ),
    "--engine dask needs the package distributed: install stagehold[cluster]; threads need nothing": (
        "--engine dask にはパッケージ distributed が必要です（stagehold[cluster]）。threads は追加なしで使えます。",
        "--engine dask에는 distributed 패키지가 필요합니다(stagehold[cluster]). threads는 추가 없이 쓸 수 있습니다.",
    ),
    "{n} workers; allowed: 1 or more": ("ワーカーは{n}。1以上にしてください。", "워커 {n}개. 1 이상이어야 합니다."),
    "{n} futures; allowed: 1 to {n2}": ("試行数は{n}。1〜{n2}にしてください。", "시행 수 {n}. 1~{n2}이어야 합니다."),
    "{risk}: no spread can be fitted: {said}; allowed: {said2}": (
        "{risk}: 分布を当てはめられません: {said}、許される値は{said2}",
        "{risk}: 분포를 맞출 수 없습니다: {said}, 허용 값은 {said2}",
    ),
    "{production} would be shot again by {risks}": (
        "{production}は{risks}により再撮影になります。",
        "{production}은(는) {risks}에 따라 다시 촬영하게 됩니다.",
    ),
    "stoppages: {n} in one future on one stage; allowed: a rate that gives at most about {n2} within {n3} days. What"
    " is that frequent is no stoppage: use a phase_factor": (
        (
            "中断: 1つの試行で同じステージに{n}回あります。{n3}日で約{n2}回以下になる頻度にしてください。それほど頻繁"
            "なものは中断ではありません（phase_factorを使います）。"
        ),
        (
            "중단: 한 시행에서 한 스테이지에 {n}번입니다. {n3}일에 약 {n2}번 이하가 되는 빈도여야 합니다. 그렇게 잦은 "
            "것은 중단이 아닙니다(phase_factor를 씁니다)."
        ),
    ),
    "no exchange rate from {currency} to {currency2}": (
        "{currency}から{currency2}への為替レートがありません。",
        "{currency}에서 {currency2}(으)로의 환율이 없습니다.",
    ),
    "the plan places no production: there is nothing that could come late": (
        "計画に配置された制作がなく、遅れるものがありません。",
        "계획에 배치된 제작이 없어 늦어질 것이 없습니다.",
    ),
    "futures {n} to {n2}; allowed: from 0 on, at most {n3} in all": (
        "試行{n}〜{n2}。0以上、合わせて{n3}件以下にしてください。",
        "시행 {n}~{n2}. 0부터, 모두 {n3}건 이하여야 합니다.",
    ),
    "to realise futures, make the model with keep_all": (
        "将来を実現するには、keep_allでモデルを作ってください。",
        "미래를 실현하려면 keep_all로 모형을 만드세요.",
    ),
    "advice needs settings.advice.holdover: what a day held over costs": (
        "助言にはsettings.advice.holdover（超過1日の費用）が必要です。",
        "조언에는 settings.advice.holdover(초과 하루의 비용)가 필요합니다.",
    ),
    # leases
    "the cost of lease {lease} needs values that no source states: {fields}": (
        "賃借{lease}の費用に必要な値がどの出典にもありません: {fields}",
        "임차 {lease}의 비용에 필요한 값이 어느 출처에도 없습니다: {fields}",
    ),
    "{lease}.{path}: {rule}: found {said}; allowed: {said2}": (
        "{lease}.{path}: 見つかった値は{said}、許される値は{said2}（{rule}）",
        "{lease}.{path}: 발견한 값은 {said}, 허용 값은 {said2}({rule})",
    ),
    "{lease}.{path}: {length} counts hours; leases count in days, months or years": (
        "{lease}.{path}: {length}は時間単位です。賃借は日・月・年で数えます。",
        "{lease}.{path}: {length}은(는) 시간 단위입니다. 임차는 일·월·년으로 셉니다.",
    ),
    "{lease}.{path}: {length} mixes months with days; write the one or the other": (
        "{lease}.{path}: {length}は月と日が混在しています。どちらか一方で書いてください。",
        "{lease}.{path}: {length}은(는) 월과 일이 섞여 있습니다. 한쪽으로 적으세요.",
    ),
    "lease {lease} is in {currency} and its accounts in {currency2}: no exchange rate of the portfolio is dated on "
    "or before {day}": (
        "賃借{lease}は{currency}建て、会計は{currency2}建てですが、{day}以前の為替レートがありません。",
        "임차 {lease}은(는) {currency}, 회계는 {currency2} 기준이지만 {day} 이전의 환율이 없습니다.",
    ),
    "{lease}.events.{n}: an option to expand adds nothing to this lease before it is exercised; write the exercise "
    "as a modification with the spaces it adds": (
        (
            "{lease}.events.{n}: 拡張オプションは行使されるまで賃借に何も加えません。行使を、加わるスペースの契約変更"
            "として書いてください。"
        ),
        (
            "{lease}.events.{n}: 확장 옵션은 행사되기 전에는 임차에 아무것도 더하지 않습니다. 행사를, 더해지는 공간의 "
            "계약 변경으로 적으세요."
        ),
    ),
    "{lease} is a candidate lease: nothing is signed, and `stagehold advise` weighs it": (
        "{lease}は候補の賃借で、まだ締結されていません。賃借の助言で比べられます。",
        "{lease}은(는) 임차 후보로 아직 체결되지 않았습니다. 임차 조언에서 비교합니다.",
    ),
    "no lease {lease}": ("賃借{lease}はありません。", "임차 {lease}이(가) 없습니다."),
    "{lease} is only the total of {leases}: ask for one of them": (
        "{lease}は{leases}の合計にすぎません。そのいずれかを指定してください。",
        "{lease}은(는) {leases}의 합계일 뿐입니다. 그중 하나를 지정하세요.",
    ),
    "the cost of lease {lease} rests on values that sources dispute: {fields}": (
        "賃借{lease}の費用の基になる値が出典により異なります: {fields}",
        "임차 {lease} 비용의 바탕이 되는 값이 출처마다 다릅니다: {fields}",
    ),
    "--as-of: the twelve months up to {day} do not lie within the years 0001 to 9999": (
        "基準日: {day}までの12か月が0001年から9999年に収まりません。",
        "기준일: {day}까지의 12개월이 0001년에서 9999년 안에 있지 않습니다.",
    ),
    "{lease}.events.{n}.term: an option is reasonably certain, and the event states the term anew; state the term "
    "with the option in it, and reassess options.{n2} on the day before": (
        (
            "{lease}.events.{n}.term: 合理的に確実なオプションがあるのに、イベントが期間を新たに定めています。オプショ"
            "ンを含む期間を書き、前日にoptions.{n2}を再評価してください。"
        ),
        (
            "{lease}.events.{n}.term: 상당히 확실한 옵션이 있는데 사건이 기간을 새로 정합니다. 옵션을 포함한 기간을 "
            "적고 전날에 options.{n2}을(를) 재평가하세요."
        ),
    ),
    "{lease}.options.{n}: exercised, and {lease2}.events.{n2} states the spaces anew; state in the event the spaces "
    "with the option in it, and clear `exercised`": (
        (
            "{lease}.options.{n}: 行使済みですが、{lease2}.events.{n2}がスペースを新たに定めています。イベントにはオプ"
            "ションを含むスペースを書き、exercisedを消してください。"
        ),
        (
            "{lease}.options.{n}: 행사되었지만 {lease2}.events.{n2}이(가) 공간을 새로 정합니다. 사건에 옵션을 포함한 "
            "공간을 적고 exercised를 지우세요."
        ),
    ),
    "{lease}.options.{n}: exercised, and {lease2}.events.{n2} states the spaces anew; state in the event the term "
    "with the option in it, and clear `exercised`": (
        (
            "{lease}.options.{n}: 行使済みですが、{lease2}.events.{n2}がスペースを新たに定めています。イベントにはオプ"
            "ションを含む期間を書き、exercisedを消してください。"
        ),
        (
            "{lease}.options.{n}: 행사되었지만 {lease2}.events.{n2}이(가) 공간을 새로 정합니다. 사건에 옵션을 포함한 "
            "기간을 적고 exercised를 지우세요."
        ),
    ),
    "{lease}.options.{n}: exercised, and {lease2}.events.{n2} states the term anew; state in the event the spaces "
    "with the option in it, and clear `exercised`": (
        (
            "{lease}.options.{n}: 行使済みですが、{lease2}.events.{n2}が期間を新たに定めています。イベントにはオプショ"
            "ンを含むスペースを書き、exercisedを消してください。"
        ),
        (
            "{lease}.options.{n}: 행사되었지만 {lease2}.events.{n2}이(가) 기간을 새로 정합니다. 사건에 옵션을 포함한 "
            "공간을 적고 exercised를 지우세요."
        ),
    ),
    "{lease}.options.{n}: exercised, and {lease2}.events.{n2} states the term anew; state in the event the term with"
    " the option in it, and clear `exercised`": (
        (
            "{lease}.options.{n}: 行使済みですが、{lease2}.events.{n2}が期間を新たに定めています。イベントにはオプショ"
            "ンを含む期間を書き、exercisedを消してください。"
        ),
        (
            "{lease}.options.{n}: 행사되었지만 {lease2}.events.{n2}이(가) 기간을 새로 정합니다. 사건에 옵션을 포함한 "
            "기간을 적고 exercised를 지우세요."
        ),
    ),
    "risk: need {production}/{need} starts before {production2}/{need2}, which it comes after (negative min_days); "
    "such a link cannot be followed by who does not know the future": (
        (
            "リスク: 必要枠{production}/{need}は、先行する{production2}/{need2}より前に始まります（min_daysが負）。将"
            "来を知らないまま、このつながりに従うことはできません。"
        ),
        (
            "리스크: 필요 항목 {production}/{need}은(는) 앞서야 할 {production2}/{need2}보다 먼저 "
            "시작합니다(min_days가 음수). 미래를 모르고는 이 연결을 따를 수 없습니다."
        ),
    ),
    # plans
    "the audit cannot read {record}.{path}: {said}": (
        "検査が{record}.{path}を読めません: {said}",
        "검사에서 {record}.{path}을(를) 읽을 수 없습니다: {said}",
    ),
    "the audit cannot add the money of offer {offer}: it needs {said}": (
        "検査で空き提供{offer}の金額を合算できません。必要なのは{said}",
        "검사에서 제공 {offer}의 금액을 더할 수 없습니다. 필요한 것은 {said}",
    ),
    "{lease}.{path}: an exercised option moves what this modification states anew": (
        "{lease}.{path}: 行使済みのオプションが、この契約変更で定めたものを動かしています。",
        "{lease}.{path}: 행사된 옵션이 이 계약 변경에서 새로 정한 것을 바꿉니다.",
    ),
    "the baseline is a plan for {party}, this one is for {party2}; give a plan of {party3}, or --for {party4}": (
        "元の計画は{party}のもの、今回は{party2}のものです。{party3}の計画を指定するか、対象を{party4}にしてください。",
        (
            "기준 계획은 {party}의 것, 이번은 {party2}의 것입니다. {party3}의 계획을 지정하거나 대상을 {party4}(으)로 "
            "하세요."
        ),
    ),
    "--today needs --baseline PLAN.json: the plan by which some productions have begun": (
        "基準日を指定するには、すでに始まった制作の元になる計画が必要です。",
        "기준일을 지정하려면 이미 시작된 제작의 바탕이 되는 계획이 필요합니다.",
    ),
    "--today {day}: every lease is over by then, the last one on {day2}; give a day before that": (
        "基準日{day}: その時点ですべての賃借が終わっています（最後は{day2}）。それより前の日を指定してください。",
        "기준일 {day}: 그때는 모든 임차가 끝났습니다(마지막은 {day2}). 그보다 앞선 날을 지정하세요.",
    ),
    "{production}: need {need} comes after {other}, which is not planned": (
        "{production}: 必要枠{need}は{other}の後ですが、{other}は計画の対象外です。",
        "{production}: 필요 항목 {need}은(는) {other} 다음이지만 계획 대상이 아닙니다.",
    ),
    "{lock} fixes need {need} of {production}, which is not planned": (
        "{lock}は{production}の必要枠{need}を固定していますが、計画の対象外です。",
        "{lock}은(는) {production}의 필요 항목 {need}을(를) 고정하지만 계획 대상이 아닙니다.",
    ),
    "planning needs values that no source states, or that sources dispute: {fields}": (
        "計画に必要な値が出典にないか、出典により異なります: {fields}",
        "계획에 필요한 값이 출처에 없거나 출처마다 다릅니다: {fields}",
    ),
    "assumptions do not fit the portfolio": (
        "仮定がポートフォリオに合いません。",
        "가정이 포트폴리오와 맞지 않습니다.",
    ),
    "with its assumptions in place the portfolio contradicts itself": (
        "仮定を当てはめると、ポートフォリオの内容が矛盾します。",
        "가정을 적용하면 포트폴리오의 내용이 모순됩니다.",
    ),
    "no lease names a lessee, so there is nobody to plan for": (
        "借主を示す賃借がないため、計画の対象がありません。",
        "임차인을 적은 임차가 없어 계획할 대상이 없습니다.",
    ),
    "several parties lease here; say for whom to plan with --for": (
        "借主が複数あります。計画の対象を指定してください。",
        "임차인이 여럿입니다. 계획할 대상을 지정하세요.",
    ),
    "need {need}: more than {n} joined sets of stages; give allowed stages": (
        "必要枠{need}: 連結したステージの組が{n}を超えます。使えるステージを指定してください。",
        "필요 항목 {need}: 이어 붙인 스테이지 조합이 {n}가지를 넘습니다. 쓸 수 있는 스테이지를 지정하세요.",
    ),
    "the weights, drop costs and priorities span too many digits to be added exactly": (
        "重み・未配置の費用・優先度の桁の差が大きすぎて、正確に合算できません。",
        "가중치·미배치 비용·우선순위의 자릿수 차이가 너무 커서 정확히 더할 수 없습니다.",
    ),
    "the weights, drop costs and priorities span too many digits to be added exactly; their sum, counted in units of"
    " 1/{n}, must stay below {n2}": (
        (
            "重み・未配置の費用・優先度の桁の差が大きすぎて、正確に合算できません。1/{n}単位の合計を{n2}未満にしてくだ"
            "さい。"
        ),
        (
            "가중치·미배치 비용·우선순위의 자릿수 차이가 너무 커서 정확히 더할 수 없습니다. 1/{n} 단위의 합이 {n2} "
            "미만이어야 합니다."
        ),
    ),
    "need {need}: keep must form a chain; two needs keep the stages of one": (
        "必要枠{need}: keepは一列につながなければなりません。2つの必要枠が同じ必要枠のステージを引き継いでいます。",
        "필요 항목 {need}: keep은 한 줄로 이어져야 합니다. 두 필요 항목이 한 필요 항목의 스테이지를 이어받습니다.",
    ),
    "calendar: working needs public holidays, and none are known for country {country}": (
        "calendar: working には祝日が必要ですが、{country}の祝日がわかりません。",
        "calendar: working에는 공휴일이 필요하지만 {country}의 공휴일을 알 수 없습니다.",
    ),
    "calendar: working: no region {region} of {country}; allowed: {regions}": (
        "calendar: working: {country}の地域{region}はありません。使えるのは{regions}",
        "calendar: working: {country}의 지역 {region}이(가) 없습니다. 쓸 수 있는 것은 {regions}",
    ),
    "calendar: working: public holidays of {country} are known for the years {year} to {year2}; this plan reaches "
    "from {year3} to {year4}": (
        "calendar: working: {country}の祝日がわかるのは{year}〜{year2}年、この計画は{year3}〜{year4}年に及びます。",
        (
            "calendar: working: {country}의 공휴일은 {year}~{year2}년만 알 수 있는데 이 계획은 {year3}~{year4}년에 "
            "걸칩니다."
        ),
    ),
    "{file} is infeasible: it places nothing that could be held": (
        "{file}は実行不能で、仮予約できる配置がありません。",
        "{file}은(는) 실행 불가이며 가예약할 배치가 없습니다.",
    ),
    "there is no plan: locks and confirmed bookings contradict each other": (
        "計画がありません。固定と本予約が互いに矛盾しています。",
        "계획이 없습니다. 고정과 확정 예약이 서로 모순됩니다.",
    ),
    "{file} is no plan of this portfolio: {n} placements do not fit: {names}": (
        "{file}はこのポートフォリオの計画ではありません。合わない配置が{n}件あります: {names}",
        "{file}은(는) 이 포트폴리오의 계획이 아닙니다. 맞지 않는 배치가 {n}건 있습니다: {names}",
    ),
    "the portfolio names no cause of delay: nothing would ever come late; add one, as risks: [{id: script, kind: own"
    ", why: your reason, ready_shift: {kind: triangular, low: 0, mode: 7, high: 60}}]": (
        (
            "ポートフォリオに遅れの原因がなく、何も遅れません。risks: [{id: script, kind: own, why: 理由, ready_shift:"
            " {kind: triangular, low: 0, mode: 7, high: 60}}] のように追加してください。"
        ),
        (
            "포트폴리오에 지연의 원인이 없어 아무것도 늦지 않습니다. risks: [{id: script, kind: own, why: 이유, "
            "ready_shift: {kind: triangular, low: 0, mode: 7, high: 60}}]처럼 추가하세요."
        ),
    ),
    "no production {production} to plan": (
        "計画する制作{production}はありません。",
        "계획할 제작 {production}이(가) 없습니다.",
    ),
    "the plan names what is not there, or days that are none: the findings say where": (
        "計画に、存在しないものや日付でないものがあります。箇所は指摘事項のとおりです。",
        "계획에 없는 것이나 날짜가 아닌 것이 있습니다. 위치는 확인 사항에 있습니다.",
    ),
    "there is no need {need} of a production {production} to plan": (
        "計画する制作{production}の必要枠{need}はありません。",
        "계획할 제작 {production}의 필요 항목 {need}이(가) 없습니다.",
    ),
    "a lock names what is not there, or nothing to lock: the findings say which": (
        "固定に、存在しないものがあるか、固定する内容がありません。どれかは指摘事項のとおりです。",
        "고정에 없는 것이 있거나 고정할 내용이 없습니다. 어느 것인지는 확인 사항에 있습니다.",
    ),
    "it was stopped before the first futures were worked out: there is nothing to show": (
        "最初の試行が終わる前に停止したため、表示するものがありません。",
        "첫 시행이 끝나기 전에 중지되어 보여 줄 것이 없습니다.",
    ),
}

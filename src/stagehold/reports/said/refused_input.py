"""Why a file, a search or a question is not taken."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # search and the desk
    "no studio {studio}": ("スタジオ{studio}はありません。", "스튜디오 {studio}이(가) 없습니다."),
    "no studio {studio}; did you mean {near}?": (
        "スタジオ{studio}はありません。{near}のことですか？",
        "스튜디오 {studio}이(가) 없습니다. {near}을(를) 찾으시나요?",
    ),
    "more than {n} sets of {n2} neighbouring stages: name a studio or more needs": (
        "隣り合う{n2}ステージの組が{n}を超えます。スタジオか条件を絞ってください。",
        "이웃한 스테이지 {n2}개의 조합이 {n}가지를 넘습니다. 스튜디오나 조건을 좁히세요.",
    ),
    "a search wants days: give a span, or a number of days and the time to find them in": (
        "検索には日程が必要です。期間、または日数と探す期間を指定してください。",
        "검색에는 날짜가 필요합니다. 기간, 또는 일수와 찾을 기간을 지정하세요.",
    ),
    "a search wants days: give either a span, or a number of days and the time to find them in": (
        "検索には日程が必要です。期間か、日数と探す期間のどちらか一方を指定してください。",
        "검색에는 날짜가 필요합니다. 기간과, 일수와 찾을 기간 중 한쪽만 지정하세요.",
    ),
    "flexible days belong to a span: widen the time to find the days in instead": (
        "前後にずらせる日数は期間とともに使います。代わりに探す期間を広げてください。",
        "앞뒤로 옮길 수 있는 일수는 기간과 함께 씁니다. 대신 찾을 기간을 넓히세요.",
    ),
    "{n} stages at once; allowed: 1 to 10": (
        "同時に{n}ステージ。1〜10にしてください。",
        "동시에 스테이지 {n}개. 1~10이어야 합니다.",
    ),
    "working days: no public holidays are known for country {country}": (
        "営業日: {country}の祝日がわかりません。",
        "근무일: {country}의 공휴일을 알 수 없습니다.",
    ),
    "{n} days do not fit into the {n2} days of {day} to {day2}": (
        "{n}日は{day}〜{day2}の{n2}日に収まりません。",
        "{n}일은 {day}~{day2}의 {n2}일에 들어가지 않습니다.",
    ),
    "flexible is {value}; allowed: 0 to {n}": (
        "前後にずらせる日数は{value}。0〜{n}にしてください。",
        "앞뒤로 옮길 수 있는 일수는 {value}. 0~{n}이어야 합니다.",
    ),
    "most is {value}; allowed: 0 to {n}": (
        "件数は{value}。0〜{n}にしてください。",
        "건수는 {value}. 0~{n}이어야 합니다.",
    ),
    "working days: no region {region} of {country} is known; allowed: {first} to {last}": (
        "営業日: {country}の地域{region}はありません。使えるのは{first}〜{last}",
        "근무일: {country}의 지역 {region}이(가) 없습니다. 쓸 수 있는 것은 {first}~{last}",
    ),
    "working days: public holidays of {country} are known for {year} to {year2}; found: {year3}": (
        "営業日: {country}の祝日がわかるのは{year}〜{year2}年、指定は{year3}年",
        "근무일: {country}의 공휴일은 {year}~{year2}년만 알 수 있고 지정은 {year3}년",
    ),
    "no space has the feature {feature}": (
        "設備{feature}のあるスペースはありません。",
        "설비 {feature}이(가) 있는 공간이 없습니다.",
    ),
    "no space has the feature {feature}; did you mean {near}?": (
        "設備{feature}のあるスペースはありません。{near}のことですか？",
        "설비 {feature}이(가) 있는 공간이 없습니다. {near}을(를) 찾으시나요?",
    ),
    "no studio is in country {country}": ("{country}にスタジオはありません。", "{country}에는 스튜디오가 없습니다."),
    "no studio is in country {country}; did you mean {near}?": (
        "{country}にスタジオはありません。{near}のことですか？",
        "{country}에는 스튜디오가 없습니다. {near}을(를) 찾으시나요?",
    ),
    "working days: no region {region} of {country} is known; allowed: {list}": (
        "営業日: {country}の地域{region}はありません。使えるのは{list}",
        "근무일: {country}의 지역 {region}이(가) 없습니다. 쓸 수 있는 것은 {list}",
    ),
    "working days: public holidays of {country} are known for {years}; found: {year}": (
        "営業日: {country}の祝日がわかるのは{years}、指定は{year}年",
        "근무일: {country}의 공휴일은 {years}만 알 수 있고 지정은 {year}년",
    ),
    # files
    "{file} holds YAML ({names}) and CSV ({names2}): a portfolio is written in one of them; move the others to a "
    "folder of their own": (
        (
            "{file}にYAML（{names}）とCSV（{names2}）が混在しています。どちらか一方にし、ほかは別のフォルダーに移して"
            "ください。"
        ),
        "{file}에 YAML({names})과 CSV({names2})가 섞여 있습니다. 한 가지로 쓰고 나머지는 다른 폴더로 옮기세요.",
    ),
    "{file} is not a plan": ("{file}は計画ではありません。", "{file}은(는) 계획이 아닙니다."),
    "sheet {sheet}, row {n}, {field}: {n2} characters do not fit a cell of a workbook (at most {n3}); write the "
    "portfolio as YAML or CSV": (
        (
            "シート{sheet}の{n}行目、{field}: {n2}文字はワークブックのセルに入りません（{n3}文字まで）。YAMLかCSVで書"
            "き出してください。"
        ),
        (
            "시트 {sheet} {n}행, {field}: {n2}자는 통합 문서의 칸에 들어가지 않습니다({n3}자까지). YAML이나 CSV로 "
            "내보내세요."
        ),
    ),
    "{file}: {rule}: found {said}; allowed: {said2}": (
        "{file}: 見つかった値は{said}、許される値は{said2}（{rule}）",
        "{file}: 발견한 값은 {said}, 허용 값은 {said2}({rule})",
    ),
    "the portfolio has {n} errors": (
        "ポートフォリオに{n}件のエラーがあります。",
        "포트폴리오에 오류가 {n}건 있습니다.",
    ),
    "{record} has {n} errors": ("{record}に{n}件のエラーがあります。", "{record}에 오류가 {n}건 있습니다."),
    "{path} has {n} error": ("{path}に{n}件のエラーがあります。", "{path}에 오류가 {n}건 있습니다."),
    "{record} names what is not there": (
        "{record}に、存在しないものの指定があります。",
        "{record}에 없는 것이 지정되어 있습니다.",
    ),
    # use and reports
    "use needs values that no source states, or that sources dispute: {fields}": (
        "利用状況に必要な値が出典にないか、出典により異なります: {fields}",
        "이용 현황에 필요한 값이 출처에 없거나 출처마다 다릅니다: {fields}",
    ),
    "no studio is operated by {party}": (
        "{party}が運営するスタジオはありません。",
        "{party}이(가) 운영하는 스튜디오가 없습니다.",
    ),
    "no studio names its operator, so there is nobody whose stages these are": (
        "運営者を示すスタジオがなく、ステージの持ち主がわかりません。",
        "운영자를 적은 스튜디오가 없어 누구의 스테이지인지 알 수 없습니다.",
    ),
    "several parties operate studios here; say whose with --for": (
        "スタジオの運営者が複数あります。対象を指定してください。",
        "스튜디오 운영자가 여럿입니다. 대상을 지정하세요.",
    ),
    "the plan is one of another portfolio, or of an earlier state of this one: {n} of its entries are not known here"
    "; plan again": (
        "この計画は別のポートフォリオか、以前の状態のものです。{n}件の項目がここにありません。計画し直してください。",
        "이 계획은 다른 포트폴리오나 이전 상태의 것입니다. 항목 {n}건이 여기에 없습니다. 다시 계획하세요.",
    ),
    "several records have the id {record}; say which: {records}": (
        "ID {record}の記録が複数あります。どれかを指定してください: {records}",
        "ID가 {record}인 기록이 여럿입니다. 하나를 지정하세요: {records}",
    ),
    "--to {day} lies before --from {day2}; both belong to the period, so --to is the later day": (
        "終わりの{day}が初めの{day2}より前です。両日とも期間に含まれます。",
        "끝 {day}이(가) 시작 {day2}보다 앞섭니다. 두 날 모두 기간에 포함됩니다.",
    ),
    "{party} has no stage under a lease, a confirmed booking or a plan here; give --from and --to, or another party "
    "with --for": (
        "{party}には賃借・本予約・計画のあるステージがありません。期間か、別の取引先を指定してください。",
        "{party}에는 임차·확정 예약·계획이 있는 스테이지가 없습니다. 기간이나 다른 이용 업체를 지정하세요.",
    ),
    "a lease has no end, so nothing says where the period ends; give --to, as --to 2029-12-31": (
        "終わりのない賃借があり、期間の終わりがわかりません。最終日を指定してください（例: 2029-12-31）。",
        "끝이 없는 임차가 있어 기간의 끝을 알 수 없습니다. 마지막 날을 지정하세요(예: 2029-12-31).",
    ),
    "from {day} to {day2} there is no day; leases and stays reach over {days}": (
        "{day}〜{day2}に対象の日がありません。賃借と使用は{days}に及びます。",
        "{day}~{day2}에 해당하는 날이 없습니다. 임차와 사용은 {days}에 걸칩니다.",
    ),
    "from {day} to {day2} are more than {n} months; give --from and --to": (
        "{day}〜{day2}は{n}か月を超えます。期間を指定してください。",
        "{day}~{day2}은(는) {n}개월을 넘습니다. 기간을 지정하세요.",
    ),
    "the plan is one for {party}, the use is that of {party2}; give a plan of {party3}, or --for {party4}": (
        "計画は{party}のもの、利用状況は{party2}のものです。{party3}の計画を指定するか、対象を{party4}にしてください。",
        (
            "계획은 {party}의 것, 이용 현황은 {party2}의 것입니다. {party3}의 계획을 지정하거나 대상을 {party4}(으)로 "
            "하세요."
        ),
    ),
    "no scenario {scenario}": ("シナリオ{scenario}はありません。", "시나리오 {scenario}이(가) 없습니다."),
    "no scenario {scenario}; there are: {scenarios}": (
        "シナリオ{scenario}はありません。あるのは{scenarios}",
        "시나리오 {scenario}이(가) 없습니다. 있는 것은 {scenarios}",
    ),
    "scenario {scenario}: {said}": ("シナリオ{scenario}: {said}", "시나리오 {scenario}: {said}"),
    "the portfolio has no scenarios; a record of them looks like {id: s, changes: [{of: p.ready, value: …}]}": (
        "ポートフォリオにシナリオがありません。記録の例: {id: s, changes: [{of: p.ready, value: …}]}",
        "포트폴리오에 시나리오가 없습니다. 기록의 예: {id: s, changes: [{of: p.ready, value: …}]}",
    ),
    "this desk is in use: a demonstration is shown on one of its own; leave --desk out": (
        "この予約窓口は使用中です。デモは専用の窓口で行います（--deskを外してください）。",
        "이 예약 데스크는 사용 중입니다. 시연은 별도 예약 데스크에서 합니다(--desk를 빼세요).",
    ),
    "there is no event {n} yet; the last one is {n2}": (
        "履歴{n}はまだありません。最新は{n2}です。",
        "이력 {n}은(는) 아직 없습니다. 마지막은 {n2}입니다.",
    ),
    "{moment} is still to come: it is {moment2}": (
        "{moment}はまだ先です。現在は{moment2}です。",
        "{moment}은(는) 아직 오지 않았습니다. 지금은 {moment2}입니다.",
    ),
    "no {kind} {id}; did you mean {near}?": (
        "{kind} {id}はありません。{near}のことですか？",
        "{kind} {id}이(가) 없습니다. {near}을(를) 찾으시나요?",
    ),
    "booking {booking} has {n} lines that stand: give one of {lines}": (
        "予約{booking}には有効な明細が{n}件あります。いずれかを指定してください: {lines}",
        "예약 {booking}에 유효한 내역이 {n}건 있습니다. 하나를 지정하세요: {lines}",
    ),
    "{n} parties are called {name}: give one of the ids {ids}": (
        "{name}という取引先が{n}件あります。IDで指定してください: {ids}",
        "이름이 {name}인 이용 업체가 {n}곳입니다. ID로 지정하세요: {ids}",
    ),
    "no policy {policy}": ("規約{policy}はありません。", "규정 {policy}이(가) 없습니다."),
    "--engine {engine}: allowed: threads, dask-local, or dask://HOST:PORT": (
        "エンジン{engine}: 使えるのは threads、dask-local、dask://HOST:PORT",
        "엔진 {engine}: 쓸 수 있는 것은 threads, dask-local, dask://HOST:PORT",
    ),
    "{field}: {said}; write a day, month or year, as 2028-01-31, 2028-01 or 2028": (
        "{field}: {said}。日・月・年で書いてください（2028-01-31、2028-01、2028）。",
        "{field}: {said}. 일·월·년으로 적으세요(2028-01-31, 2028-01, 2028).",
    ),
    "{field}: {text} is no day, month or year; write 2028-01-31, 2028-01 or 2028": (
        "{field}: {text}は日・月・年ではありません。2028-01-31、2028-01、2028のように書いてください。",
        "{field}: {text}은(는) 일·월·년이 아닙니다. 2028-01-31, 2028-01, 2028처럼 적으세요.",
    ),
    "the portfolio has {n} error": ("ポートフォリオに{n}件のエラーがあります。", "포트폴리오에 오류가 {n}건 있습니다."),
    "no lease has the lessee {party}; lessees are none": (
        "{party}を借主とする賃借はありません。借主のある賃借がありません。",
        "임차인이 {party}인 임차가 없습니다. 임차인이 있는 임차가 없습니다.",
    ),
    "no lease has the lessee {party}; lessees are {list}": (
        "{party}を借主とする賃借はありません。借主は{list}です。",
        "임차인이 {party}인 임차가 없습니다. 임차인은 {list}입니다.",
    ),
    "no lease has the lessee {party}; lessees are none; nearest: {near}": (
        "{party}を借主とする賃借はありません。近いものは{near}です。",
        "임차인이 {party}인 임차가 없습니다. 가까운 것은 {near}입니다.",
    ),
    "no lease has the lessee {party}; lessees are {list}; nearest: {near}": (
        "{party}を借主とする賃借はありません。借主は{list}、近いものは{near}です。",
        "임차인이 {party}인 임차가 없습니다. 임차인은 {list}, 가까운 것은 {near}입니다.",
    ),
    "no record has the id {record}": ("ID {record}の記録はありません。", "ID가 {record}인 기록이 없습니다."),
    "no record has the id {record}; nearest: {kind}/{id}": (
        "ID {record}の記録はありません。近いものは{kind}/{id}です。",
        "ID가 {record}인 기록이 없습니다. 가까운 것은 {kind}/{id}입니다.",
    ),
    "--target {value}: a share from 0 to 1, as 0.9": (
        "目標水準{value}: 0から1までの割合（例: 0.9）にしてください。",
        "목표 수준 {value}: 0에서 1까지의 비율(예: 0.9)이어야 합니다.",
    ),
    "--target {value}: late days, 0 or more": (
        "目標水準{value}: 0以上の遅れ日数にしてください。",
        "목표 수준 {value}: 0 이상의 지연 일수여야 합니다.",
    ),
    "no scenario {scenario}; there are: none": (
        "シナリオ{scenario}はありません。シナリオがまだありません。",
        "시나리오 {scenario}이(가) 없습니다. 아직 시나리오가 없습니다.",
    ),
    "{field}: {text} is no moment; write a day as 2027-03-05 (its beginning) or a time as 2027-03-05T18:00+09:00; "
    "without an offset it is UTC": (
        (
            "{field}: {text}は日時ではありません。2027-03-05（その日の始まり）または2027-03-05T18:00+09:00のように書い"
            "てください。時差がなければUTCです。"
        ),
        (
            "{field}: {text}은(는) 일시가 아닙니다. 2027-03-05(그날의 시작) 또는 2027-03-05T18:00+09:00처럼 적으세요. "
            "시차가 없으면 UTC입니다."
        ),
    ),
}

"""What the server says of a request about plans, reports and records that it does not do."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # plans and reports
    "say for which party": ("取引先を指定してください", "이용 업체를 지정하십시오"),
    "say for which party: what is leased to it is free to it": (
        "取引先を指定してください。その賃借分は空きとして扱われます",
        "이용 업체를 지정하십시오. 그 업체가 임차한 것은 빈 것으로 봅니다",
    ),
    "say for which party the plan is": ("計画の対象を指定してください", "계획의 대상를 지정하십시오"),
    "say whose inbox: party": (
        "どの取引先の通知か、partyで指定してください",
        "어느 업체의 알림인지 party로 지정하십시오",
    ),
    "say which production: ?production=ID": (
        "制作を?production=IDで指定してください",
        "제작을 ?production=ID로 지정하십시오",
    ),
    "no production {what}; there are: none": (
        "制作{what}はありません。制作は一つもありません",
        "제작 {what}이(가) 없습니다. 제작이 하나도 없습니다",
    ),
    "no production {what}; there are: {list}": (
        "制作{what}はありません。あるもの: {list}",
        "제작 {what}이(가) 없습니다. 있는 것: {list}",
    ),
    "several records have this id; say which: {list}": (
        "このIDのレコードが複数あります。どれかを指定してください: {list}",
        "이 ID의 레코드가 여럿 있습니다. 어느 것인지 지정하십시오: {list}",
    ),
    "tenant goes with view=studio: a lessee sees its own use in full": (
        "tenantはview=studioとともに使います。借主は自分の使用をすべて見られます",
        "tenant는 view=studio와 함께 씁니다. 임차인은 자신의 사용을 모두 볼 수 있습니다",
    ),
    "the portfolio has no scenarios to compare": (
        "比較するシナリオがデータにありません",
        "비교할 시나리오가 데이터에 없습니다",
    ),
    "give one scenario to plan under, or several to compare": (
        "計画するシナリオを一つ、または比較するシナリオを複数指定してください",
        "계획할 시나리오 하나 또는 비교할 시나리오 여럿을 지정하십시오",
    ),
    "placements are a baseline of their own: give neither another one nor scenarios to compare": (
        "placementsはそれ自体が基準です。別の基準や比較するシナリオは指定しないでください",
        "placements는 그 자체가 기준입니다. 다른 기준이나 비교할 시나리오는 지정하지 마십시오",
    ),
    "locks hold for one plan: give no scenarios to compare": (
        "locksは一つの計画に対するものです。比較するシナリオは指定しないでください",
        "locks는 한 계획에 대한 것입니다. 비교할 시나리오는 지정하지 마십시오",
    ),
    "the longest time limit here is {n} seconds": (
        "ここでの時間制限は{n}秒までです",
        "여기에서 시간 제한은 {n}초까지입니다",
    ),
    "give a baseline or the job that made the plan, not both": (
        "基準か、計画を作ったジョブのどちらか一方を指定してください",
        "기준과 계획을 만든 작업 가운데 하나만 지정하십시오",
    ),
    "give the id of a job, or a plan": (
        "ジョブのIDか計画を渡してください",
        "작업의 ID나 계획을 주십시오",
    ),
    "{name} goes with kind {what}; found kind {what2}": (
        "{name}はkind {what}で使います。指定はkind {what2}です",
        "{name}은(는) kind {what}에서 씁니다. 지정한 것은 kind {what2}입니다",
    ),
    "kind {what} takes no {name}": (
        "kind {what}では{name}を使えません",
        "kind {what}에서는 {name}을(를) 쓸 수 없습니다",
    ),
    "kind why takes the production to explain, none is named; there are: none": (
        "kind whyでは説明する制作を指定します。指定がなく、制作は一つもありません",
        "kind why에는 설명할 제작을 지정합니다. 지정이 없고 제작이 하나도 없습니다",
    ),
    "kind why takes the production to explain, none is named; there are: {list}": (
        "kind whyでは説明する制作を指定します。指定がありません。あるもの: {list}",
        "kind why에는 설명할 제작을 지정합니다. 지정이 없습니다. 있는 것: {list}",
    ),
    "kind why takes the production to explain, none is named; there are: {list}, …": (
        "kind whyでは説明する制作を指定します。指定がありません。あるもの: {list}など",
        "kind why에는 설명할 제작을 지정합니다. 지정이 없습니다. 있는 것: {list} 등",
    ),
    "kind why takes the production to explain, found {what}; there are: none": (
        "kind whyでは説明する制作を指定します。指定は{what}ですが、制作は一つもありません",
        "kind why에는 설명할 제작을 지정합니다. 지정한 것은 {what}이지만 제작이 하나도 없습니다",
    ),
    "kind why takes the production to explain, found {what}; there are: {list}": (
        "kind whyでは説明する制作を指定します。指定は{what}です。あるもの: {list}",
        "kind why에는 설명할 제작을 지정합니다. 지정한 것은 {what}입니다. 있는 것: {list}",
    ),
    "kind why takes the production to explain, found {what}; there are: {list}, …": (
        "kind whyでは説明する制作を指定します。指定は{what}です。あるもの: {list}など",
        "kind why에는 설명할 제작을 지정합니다. 지정한 것은 {what}입니다. 있는 것: {list} 등",
    ),
    "advice: give first and last, or neither": (
        "advice: firstとlastは両方指定するか、両方省いてください",
        "advice: first와 last는 모두 지정하거나 모두 빼십시오",
    ),
    "advice: first to last lie in order between {day} and {day2}": (
        "advice: firstとlastはこの順で{day}〜{day2}の間です",
        "advice: first와 last는 이 순서로 {day} ~ {day2} 사이입니다",
    ),
    "advice: targets are shares from 0 to 1, as 0.9; late days go with assurance tail": (
        "advice: 目標は0.9のような0〜1の割合です。遅れ日数はassurance tailで使います",
        "advice: 목표는 0.9와 같은 0~1의 비율입니다. 지연 일수는 assurance tail에서 씁니다",
    ),
    "the plan is {what}: it has no result": (
        "計画は{what}の状態で、結果がありません",
        "계획은 {what} 상태이며 결과가 없습니다",
    ),
    "the plan is {what}: there is nothing to publish": (
        "計画は{what}の状態で、公開するものがありません",
        "계획은 {what} 상태이며 게시할 것이 없습니다",
    ),
    "this job made another thing: its report is /api/v1/reports/{what}/{id}": (
        "このジョブが作ったのは別のものです。レポートは/api/v1/reports/{what}/{id}です",
        "이 작업은 다른 것을 만들었습니다. 보고서는 /api/v1/reports/{what}/{id}입니다",
    ),
    "this is no plan: {what}": ("これは計画ではありません（{what}）", "이것은 계획이 아닙니다({what})"),
    "a phase of {id} {id2} lies outside of its placement": (
        "{id} {id2}の工程が配置の外にあります",
        "{id} {id2}의 단계가 배치 밖에 있습니다",
    ),
    "the planner ended without a word; its log says more": (
        "計画の処理が何も言わずに終わりました。詳細はログにあります",
        "계획 처리가 아무 말 없이 끝났습니다. 자세한 것은 로그에 있습니다",
    ),
    "the planner did not end in its time": (
        "計画の処理が時間内に終わりませんでした",
        "계획 처리가 제시간에 끝나지 않았습니다",
    ),
    "a defect; the log says more": ("不具合です。詳細はログにあります", "결함입니다. 자세한 것은 로그에 있습니다"),
    # records
    "there is a user {what} already": ("ユーザー{what}はすでにいます", "사용자 {what}이(가) 이미 있습니다"),
    "there is no studio {what}; * is every studio": (
        "スタジオ{what}はありません。*はすべてのスタジオです",
        "스튜디오 {what}이(가) 없습니다. *는 모든 스튜디오입니다",
    ),
    "there is no party {what}": ("取引先{what}はありません", "이용 업체 {what}이(가) 없습니다"),
    "there is no party {what}; put it first": (
        "取引先{what}はありません。先に登録してください",
        "이용 업체 {what}이(가) 없습니다. 먼저 등록하십시오",
    ),
    "there is a {said} {what} already": ("{said}{what}はすでにあります", "{said} {what}이(가) 이미 있습니다"),
    "the record says another id than its address: {what}": (
        "レコードのIDがアドレスと違います: {what}",
        "레코드의 ID가 주소와 다릅니다: {what}",
    ),
    "{what} names it: change or drop that first": (
        "{what}が参照しています。先にそちらを変更または削除してください",
        "{what}이(가) 가리키고 있습니다. 먼저 그것을 바꾸거나 지우십시오",
    ),
}

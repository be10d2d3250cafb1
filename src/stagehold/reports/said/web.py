"""What the server says of a request that it does not do."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # an address, a body, a value
    "there is nothing at this address": ("このアドレスには何もありません", "이 주소에는 아무것도 없습니다"),
    "this address does not take this method; see Allow": (
        "このアドレスではこのメソッドは使えません。Allowを参照してください",
        "이 주소에서는 이 메서드를 쓸 수 없습니다. Allow를 참조하십시오",
    ),
    "the request cannot be read": ("リクエストを読み取れません", "요청을 읽을 수 없습니다"),
    "this address takes no query": (
        "このアドレスにクエリーは付けられません",
        "이 주소에는 쿼리를 붙일 수 없습니다",
    ),
    "the connection ended before the body did": (
        "本文の途中で接続が切れました",
        "본문 도중에 연결이 끊겼습니다",
    ),
    "the body is longer than {n} bytes": ("本文が{n}バイトを超えています", "본문이 {n}바이트를 넘습니다"),
    "the body is nested deeper than {n} levels": (
        "本文の入れ子が{n}段を超えています",
        "본문의 중첩이 {n}단계를 넘습니다",
    ),
    "the body is nested too deep": ("本文の入れ子が深すぎます", "본문의 중첩이 너무 깊습니다"),
    "the body is not JSON: {what}": ("本文がJSONではありません（{what}）", "본문이 JSON이 아닙니다({what})"),
    "the body is sent as 'Content-Type: application/json'": (
        "本文は'Content-Type: application/json'で送ってください",
        "본문은 'Content-Type: application/json'으로 보내십시오",
    ),
    "say 'Content-Type: application/json'": (
        "'Content-Type: application/json'を付けてください",
        "'Content-Type: application/json'을 붙이십시오",
    ),
    "the body is one of {list}; found {what}": (
        "本文の種類は{list}のいずれかです。届いたのは{what}です",
        "본문의 종류는 {list} 가운데 하나입니다. 받은 것은 {what}입니다",
    ),
    "the query has {n} bytes; at most {n2} are read": (
        "クエリーが{n}バイトあります。読めるのは{n2}バイトまでです",
        "쿼리가 {n}바이트입니다. {n2}바이트까지 읽습니다",
    ),
    "the query is at most {n} pairs name=value in UTF-8": (
        "クエリーはUTF-8のname=valueで{n}個までです",
        "쿼리는 UTF-8의 name=value로 {n}개까지입니다",
    ),
    "in the query: {said}": ("クエリー: {said}", "쿼리: {said}"),
    "in the query: {what} is left out, or has a value": (
        "クエリー: {what}は省くか、値を付けてください",
        "쿼리: {what}은(는) 빼거나 값을 붙이십시오",
    ),
    "in the body: {said}": ("本文: {said}", "본문: {said}"),
    "{what}; allowed: {list}": ("{what}。使えるもの: {list}", "{what}. 쓸 수 있는 것: {list}"),
    "{name}: found {what}; allowed: {said}": (
        "{name}: 指定は{what}、使えるもの: {said}",
        "{name}: 지정한 값은 {what}, 쓸 수 있는 것: {said}",
    ),
    "{what} comes twice": ("{what}が二度あります", "{what}이(가) 두 번 있습니다"),
    "{what} has a control character": ("{what}に制御文字があります", "{what}에 제어 문자가 있습니다"),
    "{what} in the address is at most 500 characters without control characters": (
        "アドレスの{what}は、制御文字を除く500文字までです",
        "주소의 {what}은(는) 제어 문자 없이 500자까지입니다",
    ),
    "Idempotency-Key is 1 to 200 visible ASCII characters": (
        "Idempotency-Keyは表示可能なASCII文字1〜200字です",
        "Idempotency-Key는 보이는 ASCII 문자 1~200자입니다",
    ),
    "Last-Event-ID is the number of an event": (
        "Last-Event-IDはイベントの番号です",
        "Last-Event-ID는 이벤트 번호입니다",
    ),
    "the cursor is none of this API; leave it out to begin anew": (
        "このAPIのカーソルではありません。省くと最初から始まります",
        "이 API의 커서가 아닙니다. 빼면 처음부터 시작합니다",
    ),
    "the cursor is none of this list; leave it out to begin anew": (
        "この一覧のカーソルではありません。省くと最初から始まります",
        "이 목록의 커서가 아닙니다. 빼면 처음부터 시작합니다",
    ),
    "the version is {n} by now; read it again before you change it": (
        "現在の版は{n}です。読み直してから変更してください",
        "지금 버전은 {n}입니다. 다시 읽은 뒤 바꾸십시오",
    ),
    "the key came before with another request: use a new key for a new one": (
        "キーは別のリクエストですでに使われています。新しいリクエストには新しいキーを使ってください",
        "키는 다른 요청에서 이미 쓰였습니다. 새 요청에는 새 키를 쓰십시오",
    ),
    # days and moments
    "days lie between {day} and {day2}; found {what}": (
        "日付は{day}〜{day2}の間です。指定は{what}です",
        "날짜는 {day} ~ {day2} 사이입니다. 지정한 값은 {what}입니다",
    ),
    "days lie between {day} and {day2}; found {what} to {what2}": (
        "日付は{day}〜{day2}の間です。指定は{what}〜{what2}です",
        "날짜는 {day} ~ {day2} 사이입니다. 지정한 값은 {what} ~ {what2}입니다",
    ),
    "today lies between {day} and {day2}": (
        "todayは{day}〜{day2}の間です",
        "today는 {day} ~ {day2} 사이입니다",
    ),
    "the last day {day} lies before the first day {day2}": (
        "最終日{day}が初日{day2}より前になっています",
        "마지막 날 {day}이(가) 첫날 {day2}보다 앞입니다",
    ),
    "the end is the first day after; {day} does not come after {day2}": (
        "endは最終日の翌日です。{day}は{day2}より後ではありません",
        "end는 마지막 날의 다음 날입니다. {day}은(는) {day2}보다 뒤가 아닙니다",
    ),
    "give start and end, or neither": (
        "startとendは両方指定するか、両方省いてください",
        "start와 end는 모두 지정하거나 모두 빼십시오",
    ),
    "as_of is the number of an event, or a moment as 2027-01-05T09:00:00Z": (
        "as_ofはイベントの番号か、2027-01-05T09:00:00Zのような日時です",
        "as_of는 이벤트 번호이거나 2027-01-05T09:00:00Z와 같은 일시입니다",
    ),
    "event {n} is yet to come; the last one is {n2}": (
        "イベント{n}はまだありません。最新は{n2}です",
        "이벤트 {n}은(는) 아직 없습니다. 마지막은 {n2}입니다",
    ),
    "that moment is yet to come": ("その日時はまだ来ていません", "그 일시는 아직 오지 않았습니다"),
    # who may do what
    "sign in first": ("先にログインしてください", "먼저 로그인하십시오"),
    "sign in, or send a token as 'Authorization: Bearer …'": (
        "ログインするか、'Authorization: Bearer …'でトークンを送ってください",
        "로그인하거나 'Authorization: Bearer …'로 토큰을 보내십시오",
    ),
    "this token is not known, has expired or was revoked; it is sent as 'Authorization: Bearer …'": (
        "このトークンは登録がないか、期限切れか、取り消されています。'Authorization: Bearer …'で送ります",
        "이 토큰은 등록되지 않았거나 기한이 지났거나 취소되었습니다. 'Authorization: Bearer …'로 보냅니다",
    ),
    "a token cannot do this; sign in with a password": (
        "トークンではできません。パスワードでログインしてください",
        "토큰으로는 할 수 없습니다. 비밀번호로 로그인하십시오",
    ),
    "the old password is another": ("現在のパスワードが違います", "현재 비밀번호가 다릅니다"),
    "this takes the permission '{what}', which you have at no studio": (
        "権限「{what}」が必要ですが、どのスタジオでも持っていません",
        "권한 '{what}'이(가) 필요하지만 어느 스튜디오에도 없습니다",
    ),
    "this takes '{what}' at every studio": (
        "すべてのスタジオで権限「{what}」が必要です",
        "모든 스튜디오에서 권한 '{what}'이(가) 필요합니다",
    ),
    "this takes '{what}' at every studio: it tells of all of them": (
        "すべてのスタジオの内容を含むため、すべてのスタジオで権限「{what}」が必要です",
        "모든 스튜디오의 내용이 들어 있어 모든 스튜디오에서 권한 '{what}'이(가) 필요합니다",
    ),
    "this takes '{what}' at every studio in question": (
        "該当するすべてのスタジオで権限「{what}」が必要です",
        "해당하는 모든 스튜디오에서 권한 '{what}'이(가) 필요합니다",
    ),
    "this takes '{what}' at every studio of the booking": (
        "予約のすべてのスタジオで権限「{what}」が必要です",
        "예약의 모든 스튜디오에서 권한 '{what}'이(가) 필요합니다",
    ),
    "this takes '{what}' at the studio of {id}": (
        "{id}のスタジオで権限「{what}」が必要です",
        "{id}의 스튜디오에서 권한 '{what}'이(가) 필요합니다",
    ),
    "the past takes the permission '{what}'": (
        "過去を見るには権限「{what}」が必要です",
        "과거를 보려면 권한 '{what}'이(가) 필요합니다",
    ),
    "this is for owners of everything": (
        "すべてを管理する所有者だけができます",
        "모든 것을 관리하는 소유자만 할 수 있습니다",
    ),
    "you may give and take roles only at studios that you own": (
        "役割の付与と取消は、自分が所有者であるスタジオに限ります",
        "역할을 주고 거두는 것은 자신이 소유자인 스튜디오에 한합니다",
    ),
    "the user has a role at a studio that you do not own": (
        "ユーザーは、あなたが所有者でないスタジオにも役割があります",
        "사용자는 당신이 소유자가 아닌 스튜디오에도 역할이 있습니다",
    ),
    "you may place holds for your own party alone": (
        "仮予約できるのは自社の分だけです",
        "자기 회사의 가예약만 할 수 있습니다",
    ),
    "you may search for your own party alone": (
        "検索できるのは自社の分だけです",
        "자기 회사의 것만 찾을 수 있습니다",
    ),
    "production, need and joint_with are for the desk's own people": (
        "production、need、joint_withは予約窓口の担当者だけが使えます",
        "production, need, joint_with는 예약 데스크 담당자만 쓸 수 있습니다",
    ),
    "reports are for the desk's own people; your own bookings are at /api/v1/bookings": (
        "レポートは予約窓口の担当者だけが見られます。自社の予約は/api/v1/bookingsにあります",
        "보고서는 예약 데스크 담당자만 볼 수 있습니다. 자기 회사의 예약은 /api/v1/bookings에 있습니다",
    ),
    # other sites, other names
    "a browser sent this from another site": (
        "ブラウザーが別のサイトから送ったリクエストです",
        "브라우저가 다른 사이트에서 보낸 요청입니다",
    ),
    "the Origin of this request is another site": (
        "リクエストのOriginが別のサイトです",
        "요청의 Origin이 다른 사이트입니다",
    ),
    "with a cookie, send the header 'X-Stagehold: 1', too": (
        "クッキーを使うときは、ヘッダー'X-Stagehold: 1'も送ってください",
        "쿠키를 쓸 때는 헤더 'X-Stagehold: 1'도 보내십시오",
    ),
    "this server does not go by the name {what}; see the setting 'hosts'": (
        "このサーバーの名前は{what}ではありません。設定'hosts'を参照してください",
        "이 서버의 이름은 {what}이(가) 아닙니다. 설정 'hosts'를 참조하십시오",
    ),
    # too much at once, and trouble of the server
    "too many requests of this user or token": (
        "このユーザーまたはトークンのリクエストが多すぎます",
        "이 사용자나 토큰의 요청이 너무 많습니다",
    ),
    "too many are signing in at this moment; try again": (
        "いまログインが集中しています。もう一度お試しください",
        "지금 로그인이 몰려 있습니다. 다시 시도하십시오",
    ),
    "too many sign-ins were begun from this address": (
        "このアドレスから始められたログインが多すぎます",
        "이 주소에서 시작된 로그인이 너무 많습니다",
    ),
    "too many reports are being made at this moment; try again": (
        "いまレポートの作成が集中しています。もう一度お試しください",
        "지금 보고서 작성이 몰려 있습니다. 다시 시도하십시오",
    ),
    "a calendar is asked for a few times a minute at most": (
        "カレンダーの取得は1分に数回までです",
        "캘린더는 1분에 몇 번까지만 받을 수 있습니다",
    ),
    "{n} streams are open already; close some": (
        "ストリームがすでに{n}本開いています。いくつか閉じてください",
        "스트림이 이미 {n}개 열려 있습니다. 몇 개 닫으십시오",
    ),
    "{n} plans wait already": ("すでに{n}件の計画が待っています", "이미 계획 {n}건이 기다리고 있습니다"),
    "it is not known whether sign-ins still count": (
        "ログインがまだ有効かどうか確認できません",
        "로그인이 아직 유효한지 알 수 없습니다",
    ),
    "try again in a moment; the log of the server says more": (
        "しばらくしてからもう一度お試しください。詳細はサーバーのログにあります",
        "잠시 뒤에 다시 시도하십시오. 자세한 것은 서버 로그에 있습니다",
    ),
    "this is a defect of the server; its log says more": (
        "サーバーの不具合です。詳細はサーバーのログにあります",
        "서버의 결함입니다. 자세한 것은 서버 로그에 있습니다",
    ),
    "a backup was restored over the desk: this server ends; started again, it serves the restored desk": (
        "予約窓口にバックアップが復元されたため、このサーバーは終了します。起動し直すと復元された予約窓口で動きます",
        "예약 데스크에 백업이 복원되어 이 서버는 끝납니다. 다시 시작하면 복원된 예약 데스크로 돌아갑니다",
    ),
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

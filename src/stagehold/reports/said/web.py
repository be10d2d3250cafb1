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
}

"""Why somebody is not signed in, and why a user, a token or a password cannot be so."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # users, passwords, tokens
    "a name has letters, digits and . _ - @ +; found {what}": (
        "ユーザー名に使えるのは英字、数字と . _ - @ + です。指定は{what}です",
        "사용자 이름에는 영문자, 숫자와 . _ - @ +를 쓸 수 있습니다. 지정한 값은 {what}입니다",
    ),
    "the display name has 1 to 200 characters": ("表示名は1〜200文字です", "표시 이름은 1~200자입니다"),
    "the language is one of {list}; found {what}": (
        "言語は{list}のいずれかです。指定は{what}です",
        "언어는 {list} 가운데 하나입니다. 지정한 값은 {what}입니다",
    ),
    "units are one of {list}; found {what}": (
        "単位は{list}のいずれかです。指定は{what}です",
        "단위는 {list} 가운데 하나입니다. 지정한 값은 {what}입니다",
    ),
    "a user who acts for a party is a viewer or a booker": (
        "取引先を代表するユーザーの役割は、閲覧者か予約担当に限ります",
        "이용 업체를 대표하는 사용자의 역할은 열람자나 예약 담당에 한합니다",
    ),
    "there is a user {what}; names are never given twice": (
        "ユーザー{what}はすでにいます。同じ名前は二度使えません",
        "사용자 {what}이(가) 이미 있습니다. 같은 이름은 두 번 쓸 수 없습니다",
    ),
    "there is no user {what}": ("ユーザー{what}はいません", "사용자 {what}이(가) 없습니다"),
    "another user signs in as that subject": (
        "そのsubjectは別のユーザーがログインに使っています",
        "그 subject로는 다른 사용자가 로그인합니다",
    ),
    "somebody must stay who owns everything": (
        "すべてを管理する所有者が少なくとも一人必要です",
        "모든 것을 관리하는 소유자가 적어도 한 명 필요합니다",
    ),
    "a password has {n} to {n2} characters": ("パスワードは{n}〜{n2}文字です", "비밀번호는 {n}~{n2}자입니다"),
    "a password is not the name": (
        "ユーザー名と同じパスワードは使えません",
        "사용자 이름과 같은 비밀번호는 쓸 수 없습니다",
    ),
    "the label has 1 to 200 characters": ("ラベルは1〜200文字です", "라벨은 1~200자입니다"),
    "a token lasts 1 to {n} days, or no end": (
        "トークンの有効期間は1〜{n}日、または無期限です",
        "토큰의 유효 기간은 1~{n}일이거나 무기한입니다",
    ),
    "a token may at most what its user may at each of its studios": (
        "トークンの権限は、各スタジオでのユーザー自身の権限を超えられません",
        "토큰의 권한은 각 스튜디오에서 사용자 자신의 권한을 넘을 수 없습니다",
    ),
    "a token acts for the party of its user": (
        "トークンはユーザー自身の取引先を代表します",
        "토큰은 사용자 자신의 이용 업체를 대표합니다",
    ),
    # signing in
    "the name and the password do not belong together": (
        "ユーザー名とパスワードが一致しません",
        "사용자 이름과 비밀번호가 맞지 않습니다",
    ),
    "this link has been used or has expired; start the server again for another": (
        "このリンクは使用済みか期限切れです。サーバーを起動し直すと新しいリンクが出ます",
        "이 링크는 이미 쓰였거나 기한이 지났습니다. 서버를 다시 시작하면 새 링크가 나옵니다",
    ),
    "too many attempts to sign in have failed; try again in {n} seconds": (
        "ログインの失敗が多すぎます。{n}秒後にもう一度お試しください",
        "로그인 실패가 너무 많습니다. {n}초 뒤에 다시 시도하십시오",
    ),
    "the provider knows you, this desk does not: an owner must enter you with your subject": (
        "プロバイダーには登録がありますが、この予約窓口にはありません。所有者がsubjectとともに登録する必要があります",
        "제공자에는 등록되어 있으나 이 예약 데스크에는 없습니다. 소유자가 subject와 함께 등록해야 합니다",
    ),
    "the provider sent no code, or this sign-in was not begun in this browser; begin again": (
        "プロバイダーからコードが届かないか、このブラウザーで始めたログインではありません。最初からやり直してください",
        "제공자가 코드를 보내지 않았거나 이 브라우저에서 시작한 로그인이 아닙니다. 처음부터 다시 하십시오",
    ),
    "this sign-in was not begun here, or took too long; begin again": (
        "ここで始めたログインではないか、時間がかかりすぎました。最初からやり直してください",
        "여기에서 시작한 로그인이 아니거나 너무 오래 걸렸습니다. 처음부터 다시 하십시오",
    ),
    "the answer is of another provider": ("別のプロバイダーの回答です", "다른 제공자의 회신입니다"),
    "the provider did not take the code": (
        "プロバイダーがコードを受け付けませんでした",
        "제공자가 코드를 받아들이지 않았습니다",
    ),
    "the provider's token does not count: {said}": (
        "プロバイダーのトークンは無効です（{said}）",
        "제공자의 토큰은 유효하지 않습니다({said})",
    ),
    "the provider's token is for another desk, another sign-in or another time": (
        "プロバイダーのトークンは別の予約窓口、別のログイン、または別の時刻のものです",
        "제공자의 토큰은 다른 예약 데스크, 다른 로그인 또는 다른 시각의 것입니다",
    ),
    "the token is too long": ("トークンが長すぎます", "토큰이 너무 깁니다"),
    "a token has three parts in base64url, the first of them a JSON object": (
        "トークンはbase64urlの三つの部分からなり、先頭はJSONオブジェクトです",
        "토큰은 base64url의 세 부분이며 첫 부분은 JSON 객체입니다",
    ),
    "tokens signed with RS256 are read; found {what}": (
        "読めるのはRS256で署名されたトークンです。届いたのは{what}です",
        "RS256으로 서명된 토큰만 읽습니다. 받은 것은 {what}입니다",
    ),
    "none of the provider's keys has signed the token": (
        "プロバイダーのどの鍵でも署名されていません",
        "제공자의 어느 키로도 서명되지 않았습니다",
    ),
    # a provider that does not answer as it should
    "what {what} says of itself is not the description of a provider": (
        "{what}が示す内容はプロバイダーの情報ではありません",
        "{what}이(가) 제시하는 내용은 제공자의 정보가 아닙니다",
    ),
    "the provider answers {what}": ("プロバイダーの応答は{what}です", "제공자의 응답은 {what}입니다"),
    "the provider does not answer: {what}": (
        "プロバイダーが応答しません（{what}）",
        "제공자가 응답하지 않습니다({what})",
    ),
    "the provider's answer is too long": ("プロバイダーの応答が長すぎます", "제공자의 응답이 너무 깁니다"),
    "the provider's answer is not JSON": ("プロバイダーの応答がJSONではありません", "제공자의 응답이 JSON이 아닙니다"),
    "the provider's answer is no object": (
        "プロバイダーの応答がオブジェクトではありません",
        "제공자의 응답이 객체가 아닙니다",
    ),
}

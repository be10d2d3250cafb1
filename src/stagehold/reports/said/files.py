"""What a file may hold, cell by cell and value by value."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # single values
    "a number": ("数値", "숫자"),
    "a number, {said}": ("数値（{said}）", "숫자({said})"),
    "a whole number": ("整数", "정수"),
    "a whole number, {said}": ("整数（{said}）", "정수({said})"),
    "{n} or more": ("{n}以上", "{n} 이상"),
    "{n} or less": ("{n}以下", "{n} 이하"),
    "at most {n} digits": ("{n}桁以下", "{n}자리 이하"),
    "true or false (yes or no)": ("trueまたはfalse（yesまたはno）", "true 또는 false(yes 또는 no)"),
    "{said}, or {said2}": ("{said}、または{said2}", "{said}, 또는 {said2}"),
    "a date as 2027, 2027-04, 2027-04-01, 2027-21 (season), 202X or 2027-XX, with ~ ? or % behind it": (
        "日付（2027、2027-04、2027-04-01、2027-21（季節）、202X、2027-XX など。後ろに ~ ? % を付けられる）",
        "날짜(2027, 2027-04, 2027-04-01, 2027-21(계절), 202X, 2027-XX 등. 뒤에 ~ ? %를 붙일 수 있음)",
    ),
    "start/end of such dates, as 2027-01-05/2029-12-31, 2021-04/ (end unknown) or 2021-04/.. (no end)": (
        "そうした日付による「開始/終了」（2027-01-05/2029-12-31、2021-04/（終了不明）、2021-04/..（終了なし）など）",
        "그런 날짜로 된 '시작/끝'(2027-01-05/2029-12-31, 2021-04/(끝 미상), 2021-04/..(끝 없음) 등)",
    ),
    "years run from 0001 to 9999": ("年は0001から9999まで", "연도는 0001부터 9999까지"),
    "months are 01 to 12, seasons 21 to 24": ("月は01〜12、季節は21〜24", "월은 01~12, 계절은 21~24"),
    "that month has the days 01 to {n}": ("その月の日は01〜{n}", "그 달의 날짜는 01~{n}"),
    "names no date": ("日付がない", "날짜가 없음"),
    "ends before it starts": ("終了が開始より前", "끝이 시작보다 앞섬"),
    "both ends belong to an interval": ("期間は両端の日を含む", "기간은 양 끝의 날을 포함"),
    "has no length": ("長さがない", "길이가 없음"),
    "an hour has minutes 00 to 59": ("分は00〜59", "분은 00~59"),
    "is no positive number": ("正の数ではない", "양수가 아님"),
    "is not greater than zero": ("0より大きくない", "0보다 크지 않음"),
    "an ISO 8601 duration of years, months, weeks, days or hours, as P5Y, P18M, P2W, P90D or PT24H": (
        "ISO 8601の長さ（年、月、週、日、時間。P5Y、P18M、P2W、P90D、PT24H など）",
        "ISO 8601 기간(년, 월, 주, 일, 시간. P5Y, P18M, P2W, P90D, PT24H 등)",
    ),
    "local hours from opening to closing, as 09:00-18:00; 00:00-24:00 is the whole day": (
        "現地時刻の開始から終了まで（09:00-18:00 など。00:00-24:00 は終日）",
        "현지 시각의 시작부터 끝까지(09:00-18:00 등. 00:00-24:00은 하루 종일)",
    ),
    "an area as 957 m2, 172,000 sqft or {amount: 957, unit: m2, basis: effective}": (
        "面積（957 m2、172,000 sqft、{amount: 957, unit: m2, basis: effective} など）",
        "면적(957 m2, 172,000 sqft, {amount: 957, unit: m2, basis: effective} 등)",
    ),
    "a length as 11 m or 36 ft": ("長さ（11 m、36 ft など）", "길이(11 m, 36 ft 등)"),
    "text without control characters and signs that are not seen": (
        "制御文字や見えない文字を含まない文字列",
        "제어 문자나 보이지 않는 문자가 없는 텍스트",
    ),
    "text": ("文字列", "텍스트"),
    "some text": ("空でない文字列", "비어 있지 않은 텍스트"),
    "two letters of ISO 3166-1, as JP": ("ISO 3166-1の2文字（例: JP）", "ISO 3166-1의 두 글자(예: JP)"),
    "a code of ISO 4217, as JPY": ("ISO 4217の通貨コード（例: JPY）", "ISO 4217 통화 코드(예: JPY)"),
    "at most 200 letters, digits, - and _ (and . inside), no blanks": (
        "200文字以内の文字、数字、- と _（途中に . も可）、空白なし",
        "200자 이내의 글자, 숫자, -와 _(중간에 . 가능), 공백 없음",
    ),
    "a name of the tz database, as Asia/Tokyo": (
        "tzデータベースの名前（例: Asia/Tokyo）",
        "tz 데이터베이스의 이름(예: Asia/Tokyo)",
    ),
    "a short name without blanks, unique in its type": (
        "空白のない短い名前（同じ種類の中で重複しないもの）",
        "공백 없는 짧은 이름(같은 종류 안에서 겹치지 않음)",
    ),
    "a value for this field": ("この項目の値", "이 항목의 값"),
    "a list, as [a, b]": ("リスト（例: [a, b]）", "목록(예: [a, b])"),
    "a value": ("値", "값"),
    "a mapping": ("マッピング", "매핑"),
    "a mapping as {build: 20, shoot: 40} or a list as [{build: 20}, {shoot: 30}, {standing: 45}]": (
        "マッピング（例: {build: 20, shoot: 40}）またはリスト（例: [{build: 20}, {shoot: 30}, {standing: 45}]）",
        "매핑(예: {build: 20, shoot: 40}) 또는 목록(예: [{build: 20}, {shoot: 30}, {standing: 45}])",
    ),
    "a number, with a point and no comma": (
        "数値（小数点を使い、コンマは使わない）",
        "숫자(소수점을 쓰고 쉼표는 쓰지 않음)",
    ),
    "a number, {said}, with a point and no comma": (
        "数値（{said}、小数点を使い、コンマは使わない）",
        "숫자({said}, 소수점을 쓰고 쉼표는 쓰지 않음)",
    ),
    "a whole number, with a point and no comma": ("整数（コンマは使わない）", "정수(쉼표는 쓰지 않음)"),
    "a whole number, {said}, with a point and no comma": (
        "整数（{said}、コンマは使わない）",
        "정수({said}, 쉼표는 쓰지 않음)",
    ),
    "is not {said}": ("形式が違う。正しくは{said}", "형식이 다름. 올바른 형식은 {said}"),
    "digits are unspecified from the right": ("不明な桁（X）は右から書く", "모르는 자리(X)는 오른쪽부터 적음"),
    "it closes later than it opens, at 24:00 at the latest": (
        "終了は開始より後、遅くとも24:00",
        "끝은 시작보다 뒤, 늦어도 24:00",
    ),
    "version 1 of the file format": ("ファイル形式の版1", "파일 형식 버전 1"),
    "'{text}' is not {said}": (
        "「{text}」は形式が違う。正しくは{said}",
        "'{text}'은(는) 형식이 다름. 올바른 형식은 {said}",
    ),
    "'{text}': {said}": ("「{text}」: {said}", "'{text}': {said}"),
    # tables and cells
    "text, a list as a; b, or a value as {build: 20, shoot: 40} or [a, b]": (
        "文字列、「a; b」のリスト、または{build: 20, shoot: 40}や[a, b]のような値",
        "텍스트, 'a; b' 형식의 목록, 또는 {build: 20, shoot: 40}이나 [a, b] 같은 값",
    ),
    "level {n}": ("{n}段", "{n}단계"),
    "at most {n} levels": ("{n}段以下", "{n}단계 이하"),
    "{what} (byte order mark)": ("{what}（バイト順マーク）", "{what}(바이트 순서 표시)"),
    "UTF-8: save the file anew as UTF-8": ("UTF-8（ファイルをUTF-8で保存し直す）", "UTF-8(파일을 UTF-8로 다시 저장)"),
    "byte 0x{what} at offset {n}": ("位置{n}のバイト0x{what}", "위치 {n}의 바이트 0x{what}"),
    "byte 0x{what} at offset {n}; it looks like {encoding}": (
        "位置{n}のバイト0x{what}（{encoding}と思われる）",
        "위치 {n}의 바이트 0x{what}({encoding}인 듯함)",
    ),
    "UTF-16 without a byte order mark": ("バイト順マークのないUTF-16", "바이트 순서 표시가 없는 UTF-16"),
    "text without control characters": ("制御文字を含まない文字列", "제어 문자가 없는 텍스트"),
    "a closing quote: a quoted cell begins in this row and does not end": (
        "閉じる引用符（この行で始まった引用符付きのセルが終わらない）",
        "닫는 따옴표(이 행에서 시작한 따옴표 칸이 끝나지 않음)",
    ),
    "a separator after the closing quote; a quote inside a quoted cell is doubled": (
        "閉じる引用符の後の区切り（引用符付きのセルの中の引用符は2つ重ねる）",
        "닫는 따옴표 뒤의 구분자(따옴표 칸 안의 따옴표는 두 번 씀)",
    ),
    "a cell of at most {n} characters": ("{n}文字以下のセル", "{n}자 이하의 칸"),
    "a mapping with the fields of a claim": ("主張の項目を持つマッピング", "주장의 항목을 담은 매핑"),
    "the id of the record it belongs to, or kind/id": (
        "属する記録のID、または「種類/ID」",
        "속한 기록의 ID, 또는 '종류/ID'",
    ),
    "settings": ("設定", "설정"),
    "settings once; they are already in {file}, line {n}": (
        "設定は1回だけ（すでに{file}の{n}行目にある）",
        "설정은 한 번만(이미 {file} {n}행에 있음)",
    ),
    "an id used once among the {table}; it is already in {file}, line {n}": (
        "{table}の中で重複しないID（すでに{file}の{n}行目にある）",
        "{table} 안에서 한 번만 쓰는 ID(이미 {file} {n}행에 있음)",
    ),
    "days and from/to": ("daysとfrom/toの両方", "days와 from/to 둘 다"),
    "days, or from and to": ("days、またはfromとto", "days, 또는 from과 to"),
    "both from and to, or days instead": ("fromとtoの両方、またはdays", "from과 to 둘 다, 또는 days"),
    "one of the ids {ids}": ("IDのいずれか: {ids}", "다음 ID 중 하나: {ids}"),
    "{n} bytes": ("{n}バイト", "{n}바이트"),
    "at most {n} bytes; split the file, or raise the limit": (
        "{n}バイト以下（ファイルを分けるか、上限を上げる）",
        "{n}바이트 이하(파일을 나누거나 한도를 올림)",
    ),
    "at most {n} bytes": ("{n}バイト以下", "{n}바이트 이하"),
    "a field name above the cell": ("セルの上の項目名", "칸 위의 항목 이름"),
    "{n} cells, the first too many {what}": ("{n}セル、余分な最初のセルは{what}", "칸 {n}개, 넘치는 첫 칸은 {what}"),
    "{n} cells, as in the header; quote a cell that holds the separator": (
        "見出しと同じ{n}セル（区切りを含むセルは引用符で囲む）",
        "머리글과 같은 칸 {n}개(구분자가 든 칸은 따옴표로 묶음)",
    ),
    "each column once": ("各列は1回だけ", "각 열은 한 번만"),
    "row {n}": ("{n}行目", "{n}행"),
    "{n} columns": ("{n}列", "{n}열"),
    "at most {n} rows and {n2} columns": ("{n}行{n2}列以下", "{n}행 {n2}열 이하"),
    "an encrypted workbook, or one of the old kind (.xls)": (
        "暗号化されたワークブック、または旧形式（.xls）",
        "암호화된 통합 문서 또는 옛 형식(.xls)",
    ),
    "an .xlsx workbook without a password": ("パスワードのない.xlsxのワークブック", "암호가 없는 .xlsx 통합 문서"),
    "an .xlsx workbook; save it anew": (".xlsxのワークブック（保存し直す）", ".xlsx 통합 문서(다시 저장)"),
    "{n} bytes unpacked": ("展開後{n}バイト", "압축 해제 후 {n}바이트"),
    "an encrypted archive": ("暗号化されたアーカイブ", "암호화된 압축 파일"),
    "an .xlsx workbook that is whole; open it and save it anew": (
        "壊れていない.xlsxのワークブック（開いて保存し直す）",
        "손상되지 않은 .xlsx 통합 문서(열어서 다시 저장)",
    ),
    "one cell for each value: take the merge apart and fill every cell": (
        "値ごとに1セル（結合を解除し、すべてのセルを埋める）",
        "값마다 칸 하나(병합을 풀고 모든 칸을 채움)",
    ),
    # YAML
    "text or a list": ("文字列またはリスト", "텍스트 또는 목록"),
    "a mapping with the tables {tables}": ("次の表を持つマッピング: {tables}", "다음 표를 담은 매핑: {tables}"),
    "a list of records, each after '- ', below {table}:": (
        "{table}: の下に、それぞれ「- 」で始まる記録のリスト",
        "{table}: 아래에 각각 '- '로 시작하는 기록의 목록",
    ),
    "the fields themselves: merge keys are not read": (
        "項目そのもの（マージキーは読まない）",
        "항목 자체(병합 키는 읽지 않음)",
    ),
    "each key once; it is already on line {n}": (
        "各キーは1回だけ（すでに{n}行目にある）",
        "각 키는 한 번만(이미 {n}행에 있음)",
    ),
    "a list or a mapping as a key": ("キーがリストまたはマッピング", "키가 목록 또는 매핑"),
    "a field name before the colon": ("コロンの前の項目名", "콜론 앞의 항목 이름"),
    "the value written out again: aliases are not read": (
        "書き直した値（エイリアスは読まない）",
        "다시 적은 값(별칭은 읽지 않음)",
    ),
    "no tag: the field decides the type": ("タグなし（型は項目で決まる）", "태그 없음(형은 항목이 정함)"),
    "no anchor: aliases are not read": ("アンカーなし（エイリアスは読まない）", "앵커 없음(별칭은 읽지 않음)"),
    "one document in a file": ("1ファイルに1文書", "파일마다 문서 하나"),
    # archives
    "more than {n} bytes unpacked": ("展開後{n}バイト超", "압축 해제 후 {n}바이트 초과"),
    "{n} files": ("{n}ファイル", "파일 {n}개"),
    "at most {n} files": ("{n}ファイル以下", "파일 {n}개 이하"),
    "no file to read": ("読めるファイルなし", "읽을 파일 없음"),
    "a zip of .yaml or of .csv files that is whole": (
        "壊れていない、.yamlまたは.csvのzip",
        "손상되지 않은 .yaml 또는 .csv의 zip",
    ),
    "a zip of .yaml or of .csv files": (".yamlまたは.csvのzip", ".yaml 또는 .csv의 zip"),
    "all files side by side, or in one folder": (
        "すべてのファイルを同じ階層か1つのフォルダーに",
        "모든 파일을 같은 위치나 폴더 하나에",
    ),
    "files that end in .yaml, .yml or .csv": (".yaml、.yml、.csvで終わるファイル", ".yaml, .yml, .csv로 끝나는 파일"),
    "every name once": ("名前はそれぞれ1回だけ", "이름은 각각 한 번만"),
    "names of files inside the archive": ("アーカイブ内のファイル名", "압축 파일 안의 파일 이름"),
    "plain files; no links": ("通常のファイル（リンクは不可）", "일반 파일(링크 불가)"),
    "an archive without a password": ("パスワードのないアーカイブ", "암호가 없는 압축 파일"),
    "a portfolio": ("ポートフォリオ", "포트폴리오"),
    "a line 'stagehold: 1'": ("「stagehold: 1」の行", "'stagehold: 1' 줄"),
    # what a YAML parser stumbles over
    "a closing quote: the quoted text that begins here does not end": (
        "閉じる引用符（ここで始まった引用符付きの文字列が終わらない）",
        "닫는 따옴표(여기서 시작한 따옴표 텍스트가 끝나지 않음)",
    ),
    "one key and its value on a line: quote a text that holds ': ', or mend the indentation": (
        "1行に1つのキーと値（「: 」を含む文字列は引用符で囲むか、字下げを直す）",
        "한 줄에 키와 값 하나(': '가 든 텍스트는 따옴표로 묶거나 들여쓰기를 고침)",
    ),
    "a key and a colon at this depth: check the indentation here and above": (
        "この深さのキーとコロン（ここと上の行の字下げを確認）",
        "이 깊이의 키와 콜론(여기와 위 줄의 들여쓰기를 확인)",
    ),
    "a '-' at this depth: check the indentation here and above": (
        "この深さの「-」（ここと上の行の字下げを確認）",
        "이 깊이의 '-'(여기와 위 줄의 들여쓰기를 확인)",
    ),
    "a colon and a blank after the key": ("キーの後のコロンと空白", "키 뒤의 콜론과 빈칸"),
    "a comma or a closing ] in the list that begins here": (
        "ここで始まるリストのコンマまたは閉じる ]",
        "여기서 시작하는 목록의 쉼표 또는 닫는 ]",
    ),
    "a comma or a closing } in the mapping that begins here": (
        "ここで始まるマッピングのコンマまたは閉じる }",
        "여기서 시작하는 매핑의 쉼표 또는 닫는 }",
    ),
    "a value that begins with none of @ ` % and no tab: quote it": (
        "@ ` % やタブで始まらない値（引用符で囲む）",
        "@ ` %나 탭으로 시작하지 않는 값(따옴표로 묶음)",
    ),
    "a known escape after \\ in a text in double quotes, or single quotes": (
        "二重引用符の文字列で \\ の後に使えるエスケープ、または一重引用符",
        "큰따옴표 텍스트에서 \\ 뒤에 쓸 수 있는 이스케이프, 또는 작은따옴표",
    ),
    "a '-' only at the start of an element, on a line of its own": (
        "「-」は要素の先頭だけ、行を分けて",
        "'-'는 요소의 맨 앞에만, 줄을 따로 하여",
    ),
    "a value here": ("ここに値", "여기에 값"),
    "nothing behind the end of the document": ("文書の終わりより後には何もない", "문서 끝 뒤에는 아무것도 없음"),
    "YAML 1.2, or no %YAML line": ("YAML 1.2、または%YAMLの行なし", "YAML 1.2, 또는 %YAML 줄 없음"),
    "blanks, not tabs, for indentation": ("字下げはタブでなく空白", "들여쓰기는 탭이 아닌 빈칸"),
    "the id or the name of a party; another name makes a new one": (
        "取引先のIDまたは名前（別の名前なら新しい取引先になる）",
        "이용 업체의 ID 또는 이름(다른 이름이면 새 이용 업체가 됨)",
    ),
    "an empty mapping": ("空のマッピング", "빈 매핑"),
    "a list of {n}": ("{n}件のリスト", "{n}개의 목록"),
    "a mapping of {list}": ("{list}のマッピング", "{list}의 매핑"),
}

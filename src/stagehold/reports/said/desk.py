"""Why the desk says no, to its own people."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # what is not there
    "no booking {what}": ("予約{what}はありません", "예약 {what}이(가) 없습니다"),
    "no booking {what}; did you mean {close}?": (
        "予約{what}はありません。{close}のことですか",
        "예약 {what}이(가) 없습니다. {close}입니까?",
    ),
    "no party {what}": ("取引先{what}はありません", "이용 업체 {what}이(가) 없습니다"),
    "no party {what}; did you mean {close}?": (
        "取引先{what}はありません。{close}のことですか",
        "이용 업체 {what}이(가) 없습니다. {close}입니까?",
    ),
    "no production {what}": ("制作{what}はありません", "제작 {what}이(가) 없습니다"),
    "no production {what}; did you mean {close}?": (
        "制作{what}はありません。{close}のことですか",
        "제작 {what}이(가) 없습니다. {close}입니까?",
    ),
    "no space {what}": ("スペース{what}はありません", "공간 {what}이(가) 없습니다"),
    "no space {what}; did you mean {close}?": (
        "スペース{what}はありません。{close}のことですか",
        "공간 {what}이(가) 없습니다. {close}입니까?",
    ),
    "no challenge {what}": ("確定請求{what}はありません", "확정 요구 {what}이(가) 없습니다"),
    "no closure {what}; there are: none": (
        "閉鎖{what}はありません。閉鎖は一件もありません",
        "폐쇄 {what}이(가) 없습니다. 폐쇄가 한 건도 없습니다",
    ),
    "no closure {what}; there are: {list}": (
        "閉鎖{what}はありません。あるもの: {list}",
        "폐쇄 {what}이(가) 없습니다. 있는 것: {list}",
    ),
    "no {said} {what}": ("{said}{what}はありません", "{said} {what}이(가) 없습니다"),
    "no kind {what}; there are: {list}": (
        "種類{what}はありません。あるもの: {list}",
        "종류 {what}은(는) 없습니다. 있는 것: {list}",
    ),
    "need {what} belongs to a production: name it too": (
        "必要枠{what}は制作に属します。制作も指定してください",
        "필요 항목 {what}은(는) 제작에 속합니다. 제작도 지정하십시오",
    ),
    "production {id} has no need {what}; it has none": (
        "制作{id}に必要枠{what}はありません。必要枠は一つもありません",
        "제작 {id}에 필요 항목 {what}이(가) 없습니다. 필요 항목이 하나도 없습니다",
    ),
    "production {id} has no need {what}; it has {list}": (
        "制作{id}に必要枠{what}はありません。あるもの: {list}",
        "제작 {id}에 필요 항목 {what}이(가) 없습니다. 있는 것: {list}",
    ),
    # days, and what is in the way on them
    "{day} is past: it is {day2} at {id}; ask for days from then on": (
        "{day}は過ぎています。{id}では今日は{day2}です。それ以降の日を指定してください",
        "{day}은(는) 지났습니다. {id}의 오늘은 {day2}입니다. 그 이후 날짜를 지정하십시오",
    ),
    "all days from {day} on are past: it is {day2}; ask for days from then on": (
        "{day}からの日はすべて過ぎています。今日は{day2}です。それ以降の日を指定してください",
        "{day}부터의 날짜는 모두 지났습니다. 오늘은 {day2}입니다. 그 이후 날짜를 지정하십시오",
    ),
    "{id} {said} on {list}": ("{id}は{said}: {list}", "{id}: {said}. {list}"),
    "{id} {said} on {span}": ("{id}は{said}: {span}", "{id}: {said}. {span}"),
    "{span}": ("{span}", "{span}"),
    "{id} {span}": ("{id} {span}", "{id} {span}"),
    "is booked": ("予約済みです", "예약되어 있습니다"),
    "is leased to another party": ("他社が賃借しています", "다른 회사가 임차하고 있습니다"),
    "is closed": ("閉鎖されています", "폐쇄되어 있습니다"),
    "needs clear days next to another stay": (
        "前後の使用との間に空け日が必要です",
        "앞뒤 사용과의 사이에 비우는 날이 필요합니다",
    ),
    "is held by others first": ("他社の仮予約が先にあります", "다른 회사의 가예약이 먼저 있습니다"),
    "is offered to the first in the queue": (
        "第1順位に優先確定権が示されています",
        "1순위에 우선 확정권이 제시되어 있습니다",
    ),
    "is not in service": ("供用期間外です", "사용 기간이 아닙니다"),
    "is not let so by the studio's policy": (
        "スタジオの規約により貸し出せません",
        "스튜디오 규정에 따라 빌려 줄 수 없습니다",
    ),
    # what is asked for
    "no space and days are given: name at least one": (
        "スペースと日程の指定がありません。一つ以上指定してください",
        "공간과 날짜가 지정되지 않았습니다. 하나 이상 지정하십시오",
    ),
    "{id} is asked for twice on {span}: ask for each day once": (
        "{id}の{span}が重複しています。同じ日は一度だけ指定してください",
        "{id}의 {span}이(가) 두 번 지정되었습니다. 같은 날은 한 번만 지정하십시오",
    ),
    "booking {id} has {id2} on {span} by its line {id3} already": (
        "予約{id}は明細{id3}ですでに{id2}を{span}に押さえています",
        "예약 {id}은(는) 내역 {id3}(으)로 이미 {id2}을(를) {span}에 잡고 있습니다",
    ),
    "alternatives need at least two spaces: name another one, or hold without one_of": (
        "代替候補には二つ以上のスペースが必要です。もう一つ指定するか、one_ofなしで仮予約してください",
        "대안에는 공간이 둘 이상 필요합니다. 하나 더 지정하거나 one_of 없이 가예약하십시오",
    ),
    "booking {id} does not hold {id2} on all days of {span}: share days that it holds": (
        "予約{id}は{span}の一部の日に{id2}を仮予約していません。仮予約のある日だけを共有してください",
        "예약 {id}은(는) {span} 가운데 일부 날짜에 {id2}을(를) 가예약하지 않았습니다. 가예약한 날짜만 공유하십시오",
    ),
    "{id} takes holds up to {length} ahead, now to {day}; found {day2}": (
        "{id}の仮予約は{length}先まで、現在は{day}までです。指定は{day2}です",
        "{id}의 가예약은 {length} 앞까지이며 지금은 {day}까지입니다. 지정한 날은 {day2}입니다",
    ),
    "holds of {id} from {day} had to end by {moment}: book instead": (
        "{day}からの{id}の仮予約は{moment}が期限でした。本予約してください",
        "{day}부터의 {id} 가예약은 {moment}이(가) 기한이었습니다. 확정 예약하십시오",
    ),
    "{id} is held by others first, who have time to answer, and {day} has begun": (
        "{id}には他社の仮予約が先にあり、まだ回答期間中です。また{day}はすでに始まっています",
        "{id}에는 다른 회사의 가예약이 먼저 있고 아직 회신 기간입니다. 또한 {day}은(는) 이미 시작되었습니다",
    ),
    "{id} takes {n} holds a day, and these days have as many: ask for other days": (
        "{id}の仮予約は1日{n}件までで、この日程は埋まっています。別の日を指定してください",
        "{id}의 가예약은 하루 {n}건까지이며 이 날짜는 모두 찼습니다. 다른 날짜를 지정하십시오",
    ),
    # the lines of a booking
    "booking {id} has no {stands} line {what}; its {stands} lines: none": (
        "予約{id}に{stands}の明細{what}はありません。{stands}の明細は一つもありません",
        "예약 {id}에 {stands} 내역 {what}이(가) 없습니다. {stands} 내역이 하나도 없습니다",
    ),
    "booking {id} has no {stands} line {what}; its {stands} lines: {list}": (
        "予約{id}に{stands}の明細{what}はありません。{stands}の明細: {list}",
        "예약 {id}에 {stands} 내역 {what}이(가) 없습니다. {stands} 내역: {list}",
    ),
    "booking {id} has no line {what} that stands; those that do: none": (
        "予約{id}に有効な明細{what}はありません。有効な明細は一つもありません",
        "예약 {id}에 유효한 내역 {what}이(가) 없습니다. 유효한 내역이 하나도 없습니다",
    ),
    "booking {id} has no line {what} that stands; those that do: {list}": (
        "予約{id}に有効な明細{what}はありません。有効な明細: {list}",
        "예약 {id}에 유효한 내역 {what}이(가) 없습니다. 유효한 내역: {list}",
    ),
    "name the lines that are moved, and the days that they get": (
        "移す明細と、移す先の日程を指定してください",
        "옮길 내역과 옮길 날짜를 지정하십시오",
    ),
    "the lines of booking {id} are confirmed and held: move those of one kind in one step": (
        "予約{id}の明細には本予約と仮予約があります。一度に移せるのはどちらか一方です",
        "예약 {id}의 내역에는 확정 예약과 가예약이 있습니다. 한 번에 한 종류만 옮길 수 있습니다",
    ),
    "no line {what} that is held or confirmed: name one, as its booking shows them": (
        "仮予約または本予約の明細{what}はありません。予約に示された明細を指定してください",
        "가예약이나 확정 예약인 내역 {what}이(가) 없습니다. 예약에 보이는 내역을 지정하십시오",
    ),
    "booking {id} holds nothing: {said}": (
        "予約{id}に仮予約はありません。{said}",
        "예약 {id}에 가예약이 없습니다. {said}",
    ),
    "booking {id} has nothing that is {stands}: {said}": (
        "予約{id}に{stands}の明細はありません。{said}",
        "예약 {id}에 {stands} 내역이 없습니다. {said}",
    ),
    "it has no lines": ("明細がありません", "내역이 없습니다"),
    "{list} is {stands}; {said}": ("{list}は{stands}です。{said}", "{list}: {stands}. {said}"),
    "{list} are {stands}; {said}": ("{list}は{stands}です。{said}", "{list}: {stands}. {said}"),
    "{list} is {stands}, as {kind} was not met by its deadline; {said}": (
        "{list}は、条件{kind}が期限までに満たされず{stands}しました。{said}",
        "{list}: 조건 {kind}이(가) 기한까지 충족되지 않아 {stands}되었습니다. {said}",
    ),
    "{list} are {stands}, as {kind} was not met by its deadline; {said}": (
        "{list}は、条件{kind}が期限までに満たされず{stands}しました。{said}",
        "{list}: 조건 {kind}이(가) 기한까지 충족되지 않아 {stands}되었습니다. {said}",
    ),
    "cancel gives a confirmed line up, move changes its days": (
        "本予約は「取消」で手放し、「変更」で日程を変えられます",
        "확정 예약은 취소로 내놓고 변경으로 날짜를 바꿀 수 있습니다",
    ),
    "confirm books a hold, release gives it up": (
        "仮予約は「確定」で本予約になり、「解除」で手放せます",
        "가예약은 확정으로 확정 예약이 되고 해제로 내놓을 수 있습니다",
    ),
    "hold the days again": ("もう一度仮予約してください", "다시 가예약하십시오"),
    "booking {id} holds none of the days {span}": (
        "予約{id}は{span}のどの日も仮予約していません",
        "예약 {id}은(는) {span}의 어느 날도 가예약하지 않았습니다",
    ),
    "booking {id} holds one of {list}: name the lines of the one to confirm": (
        "予約{id}は{list}のうち一つを使うものです。確定するスペースの明細を指定してください",
        "예약 {id}은(는) {list} 가운데 하나를 쓰는 것입니다. 확정할 공간의 내역을 지정하십시오",
    ),
    # renewing
    "holds of {id} have no term to renew: they stand until they are released": (
        "{id}の仮予約には期限がなく、延長は不要です。解除されるまで有効です",
        "{id}의 가예약에는 기한이 없어 연장할 것이 없습니다. 해제할 때까지 유효합니다",
    ),
    "booking {id} was renewed {n} times; {n2} are allowed": (
        "予約{id}は{n}回延長されています。延長は{n2}回までです",
        "예약 {id}은(는) {n}번 연장되었습니다. 연장은 {n2}번까지입니다",
    ),
    "booking {id} would last no longer if it were renewed now: {said}": (
        "予約{id}はいま延長しても期限が延びません。{said}",
        "예약 {id}은(는) 지금 연장해도 기한이 늘지 않습니다. {said}",
    ),
    "holds of {id} from {day} end then whatever their term; confirm or release it": (
        "{day}からの{id}の仮予約は、期限にかかわらずその日に終わります。確定するか解除してください",
        "{day}부터의 {id} 가예약은 기한과 관계없이 그날 끝납니다. 확정하거나 해제하십시오",
    ),
    "its term has only just begun; renew it later, the renewal is not used up": (
        "期限が始まったばかりです。後で延長してください。延長の回数は減りません",
        "기한이 막 시작되었습니다. 나중에 연장하십시오. 연장 횟수는 줄지 않습니다",
    ),
    # challenges
    "nobody stands before booking {id} on these days: confirm it": (
        "この日程に予約{id}より上位の仮予約はありません。確定してください",
        "이 날짜에 예약 {id}보다 앞선 가예약이 없습니다. 확정하십시오",
    ),
    "booking {id} has to meet {list} before it may challenge: state each as met, then challenge": (
        "予約{id}の確定請求には条件{list}が必要です。それぞれ満たしたことを記録してから請求してください",
        "예약 {id}이(가) 확정을 요구하려면 조건 {list}이(가) 필요합니다. 각각 충족했음을 적은 뒤 요구하십시오",
    ),
    "booking {id} has an open challenge of these days: wait, or withdraw it": (
        "予約{id}はこの日程をすでに確定請求しています。待つか、取り下げてください",
        "예약 {id}은(는) 이 날짜에 이미 확정을 요구했습니다. 기다리거나 철회하십시오",
    ),
    "challenge {id} {said}: there is nothing to answer": (
        "確定請求{id}は{said}。回答するものはありません",
        "확정 요구 {id}: {said}. 회신할 것이 없습니다",
    ),
    "challenge {id} {said}: there is nothing to withdraw any more": (
        "確定請求{id}は{said}。取り下げるものはもうありません",
        "확정 요구 {id}: {said}. 더 철회할 것이 없습니다",
    ),
    "waits until an earlier challenge of its days is over, and asks nobody yet": (
        "同じ日程の先の請求が終わるのを待っており、まだ誰にも問うていません",
        "같은 날짜의 앞선 요구가 끝나기를 기다리며 아직 아무에게도 묻지 않았습니다",
    ),
    "is won, and its days are the challenger's to confirm": (
        "成立し、請求者が確定できます",
        "수락되어 요구자가 확정할 수 있습니다",
    ),
    "is won in part, and what was won is the challenger's to confirm": (
        "一部成立し、成立した分は請求者が確定できます",
        "일부 수락되어 그만큼 요구자가 확정할 수 있습니다",
    ),
    "is lost, and the holds it named stand as they do": (
        "不成立で、問われた仮予約はそのままです",
        "기각되어 질의받은 가예약은 그대로입니다",
    ),
    "is won, and the challenger has confirmed its days": (
        "成立し、請求者が確定しました",
        "수락되어 요구자가 확정했습니다",
    ),
    "is withdrawn": ("取り下げられています", "철회되었습니다"),
    "was won, and the challenger did not confirm in time": (
        "成立しましたが、請求者は期限内に確定しませんでした",
        "수락되었으나 요구자가 기한 안에 확정하지 않았습니다",
    ),
    "challenge {id} does not name {what}": (
        "確定請求{id}は{what}を対象にしていません",
        "확정 요구 {id}은(는) {what}을(를) 대상으로 하지 않습니다",
    ),
    "what {id} holds on these days is settled already": (
        "この日程の{id}の仮予約はすでに処理されています",
        "이 날짜의 {id} 가예약은 이미 처리되었습니다",
    ),
    "{id} is first on all of its days: answer confirm, release or release-days": (
        "{id}はすべての日で第1順位です。「確定」「解除」「この日程だけ解除」のいずれかで回答してください",
        "{id}은(는) 모든 날짜에서 1순위입니다. 확정, 해제, 이 날짜만 해제 가운데 하나로 회신하십시오",
    ),
    "{id} is not first on all of its days: answer {answer}, {answer2} or wait": (
        "{id}は第1順位でない日があります。「{answer}」「{answer2}」のいずれかで回答するか、お待ちください",
        "{id}은(는) 1순위가 아닌 날이 있습니다. {answer}, {answer2} 가운데 하나로 회신하거나 기다리십시오",
    ),
    "line {id} is under challenge {id2}: answer that; a challenged hold does not grow": (
        "明細{id}は確定請求{id2}を受けています。先に回答してください。その間、仮予約は広げられません",
        "내역 {id}은(는) 확정 요구 {id2}을(를) 받고 있습니다. 먼저 회신하십시오. 그동안 가예약은 늘릴 수 없습니다",
    ),
    # conditions
    "{kind} of booking {id} is met already": (
        "予約{id}の条件{kind}はすでに満たされています",
        "예약 {id}의 조건 {kind}은(는) 이미 충족되었습니다",
    ),
    "booking {id} has lapsed, as {kind} was not met by its deadline: hold the days again": (
        "予約{id}は条件{kind}が期限までに満たされず失効しました。もう一度仮予約してください",
        "예약 {id}은(는) 조건 {kind}이(가) 기한까지 충족되지 않아 실효되었습니다. 다시 가예약하십시오",
    ),
    "booking {id} has no open condition {what}; open: none": (
        "予約{id}に未充足の条件{what}はありません。未充足の条件は一つもありません",
        "예약 {id}에 미충족 조건 {what}이(가) 없습니다. 미충족 조건이 하나도 없습니다",
    ),
    "booking {id} has no open condition {what}; open: {list}": (
        "予約{id}に未充足の条件{what}はありません。未充足: {list}",
        "예약 {id}에 미충족 조건 {what}이(가) 없습니다. 미충족: {list}",
    ),
    "booking {id} has no open condition {what}; open: none; did you mean {close}?": (
        "予約{id}に未充足の条件{what}はありません。未充足の条件は一つもありません。{close}のことですか",
        "예약 {id}에 미충족 조건 {what}이(가) 없습니다. 미충족 조건이 하나도 없습니다. {close}입니까?",
    ),
    "booking {id} has no open condition {what}; open: {list}; did you mean {close}?": (
        "予約{id}に未充足の条件{what}はありません。未充足: {list}。{close}のことですか",
        "예약 {id}에 미충족 조건 {what}이(가) 없습니다. 미충족: {list}. {close}입니까?",
    ),
    # closing, changing, taking in
    "{id} has a confirmed line on these days: move it, or displace": (
        "{id}にはこの日程に本予約の明細があります。移すか、displaceを指定してください",
        "{id}에는 이 날짜에 확정 예약 내역이 있습니다. 옮기거나 displace를 지정하십시오",
    ),
    "{id} has {n} confirmed lines on these days: move them, or displace": (
        "{id}にはこの日程に本予約の明細が{n}件あります。移すか、displaceを指定してください",
        "{id}에는 이 날짜에 확정 예약 내역이 {n}건 있습니다. 옮기거나 displace를 지정하십시오",
    ),
    "bookings are changed by the requests of the desk alone": (
        "予約は予約窓口の手続きでのみ変更できます",
        "예약은 예약 데스크의 절차로만 바꿀 수 있습니다",
    ),
    "booking {id} stands on it (space {id2}, party {id3}): it cannot be dropped": (
        "予約{id}が使っているため削除できません（スペース{id2}、取引先{id3}）",
        "예약 {id}이(가) 쓰고 있어 지울 수 없습니다(공간 {id2}, 이용 업체 {id3})",
    ),
    "booking {id} is over and kept with it in the journal (space {id2}, party {id3}): it cannot be dropped": (
        "終わった予約{id}の記録に残っているため削除できません（スペース{id2}、取引先{id3}）",
        "끝난 예약 {id}의 기록에 남아 있어 지울 수 없습니다(공간 {id2}, 이용 업체 {id3})",
    ),
    "booking {id} is at the desk already: change it there, or import it under another id": (
        "予約{id}はすでに予約窓口にあります。予約窓口で変更するか、別のIDで取り込んでください",
        "예약 {id}은(는) 이미 예약 데스크에 있습니다. 예약 데스크에서 바꾸거나 다른 ID로 가져오십시오",
    ),
    "booking {id}: the days of a line on {id2} cannot be read: {said}": (
        "予約{id}: {id2}の明細の日程が読み取れません（{said}）",
        "예약 {id}: {id2} 내역의 날짜를 읽을 수 없습니다({said})",
    ),
    "bookings {id} and {id2} are both confirmed on {id3} on the same days": (
        "予約{id}と{id2}がどちらも{id3}の同じ日に本予約されています",
        "예약 {id}과(와) {id2}이(가) 모두 {id3}의 같은 날에 확정되어 있습니다",
    ),
    "this is no plan: it has no party or no placements; give what stagehold plan --json printed": (
        "これは計画ではありません。対象か配置がありません。stagehold plan --jsonの出力を渡してください",
        "이것은 계획이 아닙니다. 대상이나 배치가 없습니다. stagehold plan --json의 출력을 주십시오",
    ),
    "the plan breaks {n} rules of the portfolio as it is now: plan again": (
        "この計画は現在のデータに対して{n}件の規則違反があります。計画し直してください",
        "이 계획은 지금 데이터의 규칙을 {n}건 어깁니다. 다시 계획하십시오",
    ),
    "{event}: everything is so already": ("{event}: すでにそのとおりです", "{event}: 이미 그대로입니다"),
    "{said} {what} was changed meanwhile; read it again before you change it": (
        "{said}{what}はその間に変更されました。読み直してから変更してください",
        "{said} {what}은(는) 그사이 바뀌었습니다. 다시 읽은 뒤 바꾸십시오",
    ),
    "the key {what} came before with another request: use a new key for a new request": (
        "キー{what}は別の依頼ですでに使われています。新しい依頼には新しいキーを使ってください",
        "키 {what}은(는) 다른 요청에서 이미 쓰였습니다. 새 요청에는 새 키를 쓰십시오",
    ),
    "{what} refuses the change: two confirmed lines overlap on a space": (
        "{what}が変更を拒みました。本予約の明細が同じスペースで重なります",
        "{what}이(가) 변경을 거부했습니다. 확정 예약 내역이 같은 공간에서 겹칩니다",
    ),
}

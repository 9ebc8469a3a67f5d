"""Posts down to what is said: reposts are somebody else's words; mentions, tags and emoji by name are none."""

import re

_REPOST = re.compile(r"\s*(?:RT|MT|QT)\s+@\w+\s?:?", re.ASCII)
_CHAIN = re.compile(r"\s?//\s?@[^\s:：]{1,40}\s?[:：]")
_MENTION = re.compile(
    r"(?<![.@/])(?<![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])@[\w.-]{1,40}\w|<[@#][!&]?[\w|-]{1,60}>|<a?:\w{1,40}:\d{5,25}>"
)
_WRAPPED_TAG = re.compile(r"#[^#\s]{1,40}#(?!\w*#)")
_WORD = r"(?=\d{0,20}[^\W\d])\w{1,60}"  # numbers (#1) are no tags
_TAG = re.compile(rf"(?<![\w&#/])[#＃]({_WORD})")
_MOST_TAGS = 60  # one behind the other: without an end, a text of nothing else would take quadratic time
_TAGS_AROUND = re.compile(rf"^(?:\s*[#＃]{_WORD})+(?=\s|$)|(?:\s{{0,9}}(?<![\w&])[#＃]{_WORD}){{1,{_MOST_TAGS}}}\s*$")
_PICTURED = (
    "微笑|呲牙|偷笑|憨笑|坏笑|笑哭|笑cry|笑脸|破涕为笑|哈哈|嘻嘻|可爱|大笑|大哭|流泪|泪|哭|哭惹|快哭了|委屈|可怜|难过|悲伤|允悲|伤心|心碎"
    "|捂脸|捂脸哭|害羞|尴尬|汗|流汗|冷汗|擦汗|黑线|无语|白眼|翻白眼|鄙视|撇嘴|抓狂|发怒|怒|怒骂|生气|愤怒|吐|衰|惊讶|吃惊|惊恐|震惊|疑问|思考|费解"
    "|晕|困|睡|嘘|闭嘴|再见|拜拜|挖鼻|抠鼻|吃瓜|二哈|doge|狗头|旺柴|摊手|耸肩|机智|奸笑|色|花痴|亲亲|爱心|心|比心|玫瑰|鲜花|蛋糕|礼物|红包|发|庆祝"
    "|赞|强|弱|good|ok|NO|握手|抱拳|合十|拳头|胜利|耶|鼓掌|加油|加油加油|666|给力|威武|跪了|裂开|苦涩|叹气|皱眉|得意|酷|奋斗|拥抱|抱抱"
    "|wow|happy|smile|smileface|cry|angry|surprised|speechless|thinking|embarrassed|loveface|lovely|weep|stun|cool|cute"
    "|funnyface|laugh|laughwithtears|sulk|drool|excited|proud|scream|complacent|flushed|hehe|joyful|nap|rage|shock|slap"
    "|sob|tears|wicked|wronged|yummy|blink|thumb|heart"
)
_EMOJI_IN_BRACKETS = re.compile(rf"\[(?:[\u4e00-\u9fff]{{1,5}}[RH]|{_PICTURED})\](?!\()", re.IGNORECASE)
"""[笑哭R], [doge]: what Chinese apps show as a picture."""
_SHOWN = re.compile(
    r"\[(?:图片|圖片|图像|照片|动画表情|表情|贴图|贴纸|语音|語音|视频|視頻|影片|文件|档案|檔案|位置|小程序|卡券|名片|转账|聊天记录|合并转发|语音通话|视频通话|闪照|戳一戳"
    r"|スタンプ|写真|動画|ファイル|sticker|photo|image|video|voice message|file|gif)\](?!\()",
    re.IGNORECASE,
)
"""What a chat has in the place of what is no text: [图片], [Sticker]."""
_ANSWERED = re.compile(
    r"\s*(?:回复|回復|回覆|reply(?:ing)? to|in reply to|返信先?|답글)\s*[:：]?\s*(?:@[^\s:：@]{1,40}\s?[:：]?\s*)+",
    re.IGNORECASE,
)
"""Whom a post answers, as its first words say: 回复 @somebody: …"""
_EMOJI_NAME = re.compile(r"(?<!\S):[a-z][a-z0-9_+-]{1,30}:(?!\S)")


def is_repost(text: str) -> bool:
    """Whether a text is only what somebody else said."""
    return text[:8].lstrip()[:1] in "RMQ" and _REPOST.match(text) is not None


def strip_post(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without mentions, tags at its ends and names of emoji; tags within a sentence become its words."""
    if not any(mark in text for mark in "@#＃:["):
        return text, ()
    before, reasons = text, tuple[str, ...]()
    if "//" in text and (chain := _CHAIN.search(text)):
        text = text[: chain.start()]
        reasons = ("quotation",)
    plain = text
    if "@" in text and (whom := _ANSWERED.match(text)):
        text = text[whom.end() :]
    if "@" in text or "<#" in text or "<:" in text:
        text = _MENTION.sub(" ", text)
    if "#" in text or "＃" in text:
        text = _WRAPPED_TAG.sub(" ", text)
        text = _TAG.sub(r"\1", _TAGS_AROUND.sub(" ", text))
    if ":" in text:
        text = _EMOJI_NAME.sub(" ", text)
    if "[" in text:
        text = _SHOWN.sub(" ", _EMOJI_IN_BRACKETS.sub(" ", text))
    if text != plain:
        reasons = (*reasons, "hashtags and mentions")
    return (text, reasons) if text != before else (before, ())

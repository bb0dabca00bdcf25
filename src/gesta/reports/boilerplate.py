"""The words that outlets put around and into articles: prompts, links, credits, notices.

Patterns come in three kinds: a whole line, a sentence glued into a paragraph, and a heading that
starts the page's tail. Each is anchored and bounded, so that matching is linear in the line; a
line longer than `LONGEST` is never dropped whole. Precision first: an article's word lost is
worse than a prompt kept.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 320

_TOPIC = r"[^.!?\n]{0,90}"
_LETTERS = (
    r"(?i:newsletters?|e-?mails?|bulletins?|alerts?|briefings?|notifications|updates|inbox|digest)"
)
_PLATFORM = (
    r"(?:Twitter|Facebook|Instagram|Telegram|WhatsApp|YouTube|TikTok|LinkedIn|Google News|X\b|"
    r"Threads|Bluesky|Flipboard|Apple News|social media)"
)
_AGENCY = (
    r"(?:Reuters|AFP|AP|Associated Press|Getty|EPA|EFE|Anadolu|Xinhua|Al Jazeera|Shutterstock|"
    r"iStock|Flickr|Wikimedia|Flash ?90|Handout|Bloomberg|PA|DPA|ANSA|TASS|IRNA|Tasnim|SANA|"
    r"File|Screengrab|Courtesy|Pool|via)"
)

# A prompt to subscribe, as one sentence. It is an order, so it starts with its verb.
_SUBSCRIBE = (
    rf"(?:(?:Please |Don[’']t forget to )?(?:Subscribe|Sign up|Register)(?: now| today| here)?"
    rf"(?: (?:to|for|with)\b{_TOPIC}?\b{_LETTERS}\b| to (?:our|the) (?:\w+ ){{0,3}}(?:channel|podcast)\b)"
    rf"(?: (?:here|now|today|for free))?[.!]?)"
)
_STAY = (
    rf"(?:(?:Stay (?:updated|up[- ]to[- ]date|informed|tuned|connected)|Never miss)\b{_TOPIC}?[.!])"
)
_GET = (
    rf"(?:(?:Get|Receive) (?:the|our|all|daily|weekly|breaking)\b{_TOPIC}?\b(?:newsletter|in your inbox|"
    rf"to your inbox|delivered to you|straight to your phone|on your phone)\b{_TOPIC}?[.!]?)"
)
_FOLLOW = (
    rf"(?:(?:Follow|Like|Join|Find) (?:us|\w+(?: \w+){{0,3}}|our (?:\w+ ){{0,2}}(?:page|channel))"
    rf" on {_PLATFORM}{_TOPIC}?(?:[.!]|$))"
)
_CLICK = r"(?:(?:Click|Tap|Press) here\b[^.!?\n]{0,120}(?:[.!]|$))"
_APP = rf"(?:Download (?:the|our)\b{_TOPIC}?\bapp\b{_TOPIC}?(?:[.!]|$))"
PROMPT: Final = f"(?:{_SUBSCRIBE}|{_STAY}|{_GET}|{_FOLLOW}|{_CLICK}|{_APP})"

_READ = (
    r"(?:(?:Also |See )?Read (?:more|also|next|now|the full (?:story|article|report)|it here|about it here)|"
    r"Also [Rr]ead|ALSO READ|READ (?:MORE|ALSO|NEXT)|See also|SEE ALSO|Watch(?: also| now|:)|WATCH|"
    r"Related(?: (?:stor(?:y|ies)|articles?|news|coverage|content))?|RELATED|More on this(?: story)?|"
    r"Recommended(?: for you)?|Don[’']t miss|Editor[’']s [Pp]icks?|Must [Rr]ead|Keep reading|KEEP READING|"
    r"Listen(?: to)?|Further reading|Explore more)"
)
_CREDIT_WORD = (
    r"(?:(?:photo|image|picture|video|illustration)s?(?: (?:credit|courtesy|source|by|via|illustration))?|"
    r"credits?|source|photograph(?:er|y|s)?(?: by)?|file(?: photo| picture| image)?|representative image|"
    r"photo/file)"
)
# Names with the words between them, each followed by a blank or the end: nothing that could be
# the start of a sentence such as "Reporting by the paper showed that …".
_PEOPLE = (
    r"(?:(?:[A-ZÀ-Þ][\w’'-]*\.?|al-[\w’'-]+|and|in|from|for|at|of|the|bin|ibn|city|(?:additional |further )?"
    r"(?i:reporting|writing|editing) by)[,;.]?\)?(?: |$|(?=\)))){2,40}"
)
_WIRES = (
    r"(?:Reuters|REUTERS|AFP|AP|AP Photo|Associated Press|Getty(?: Images)?|EPA|EPA-EFE|EFE|Anadolu|Xinhua|"
    r"Al Jazeera|Shutterstock|Bloomberg|DPA|ANSA|TASS|Flash ?90)"
)
_DATE_WORDS = r"(?:[\w,.:/|·•–—-]+ ){0,10}?\d{4}(?:[ ,|·•–—-]+[\w:.+()/-]+){0,8}"  # a date with clock and zone

WHOLE: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"{PROMPT}(?: {PROMPT}){{0,3}}", 0),
        (rf"[\[(►▶➤→»•*-]*\s*{_READ}\s*(?:[:|»›>].{{0,200}}|\s[–—-]\s.{{0,200}}|\.{{0,3}}|here\.?)[\])]*", re.I),
        (r"for (?:more|all)\b(?! than)[^.!?]{0,120}\b(?:click here|visit (?:our|www|http|\w+\.(?:com|org|net))|follow (?:us|our|@)|subscribe to|see our)\b.{0,120}", re.I),
        (r"(?:you can )?(?:read|find|watch|see|listen to) (?:more|it|about it|the|part \d|our|all|and)"
         r"\b[^.!?]{0,100}\bhere[.:!]?", re.I),
        (r"and you can find more\b.{0,120}\bhere\.?", re.I),
        (r"watch (?:the|this|below|our)?\s*(?:video|clip|report|episode|live)?\s*(?:below|here|above)?\s*[:.]?", re.I),
        (r"(?:advertisement|advertising|sponsored(?: content)?|promoted(?: content)?|skip ad(?:vertisement)?|"
         r"ad|advert|(?:story|article) continues (?:below|after)(?: this)?(?: ad(?:vertisement)?)?|"
         r"continue reading(?: below| the main story)?|scroll to continue(?: with content)?|loading\W*|"
         r"skip to (?:main )?content|back to top|end of advertisement|advertisement - scroll to continue)", re.I),
        (r"(?:share|tweet|e-?mail|print|save|copy link|link copied!?|comments?|reply|like|pin(?: it)?|"
         r"share (?:this )?(?:article|story|post|page|news)?(?:(?:on|via|with) .{0,40})?|share this|share:.{0,60}|text size.{0,20}|"
         r"(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|email|print|share|x)"
         r"(?:[\s,|/•·]+(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|email|print|share|copy link|x)){1,10}|"
         r"\d+ (?:shares?|comments?|likes?|views?|min(?:ute)?s? read|min)|"
         r"(?:reading time|read time|estimated read)\b.{0,30}|"
         r"(?:leave|add|post|write|view|join) (?:a |the |your )?(?:comments?|reply|conversation|discussion)\b.{0,40}|"
         r"(?:menu|search|close|home|previous|next|more|play|pause|mute)(?: (?:post|article|story))?:?|"
         r"(?:log in|sign in|register|subscribe)(?: (?:now|here|to .{0,30}))?)", re.I),
        (r"(?:copyright (?:©|\(c\)|\d{4}|(?-i:[A-Z]))|©|\(c\)|all rights reserved).{0,200}", re.I),
        (r".{0,100}(?:all rights reserved|may not be (?:published|reproduced)).{0,200}", re.I),
        (r"(?:we|this (?:web)?site|our (?:web)?site)\b.{0,60}\buses? cookies\b.{0,200}", re.I),
        (r"(?:by (?:continuing|clicking|signing up|subscribing|using)\b.{0,100}\b(?:you agree|you accept|cookies|privacy)\b.{0,160}"
         r"|(?:privacy|cookie) (?:policy|settings|notice)|terms (?:of (?:use|service)|and conditions)|accept (?:all )?cookies.{0,40}"
         r"|(?:please )?enable javascript\b.{0,160}|your browser does not support\b.{0,160})", re.I),
        (rf"[\[(]?{_CREDIT_WORD}(?:\s*[:/]\s*|\s+[–—-]\s+)[^.!?]{{1,80}}\.?[\])]?", re.I),
        (rf"[\[(]{_CREDIT_WORD}\b.{{0,120}}[\])]", re.I),
        (rf"[\[(][^\])]{{0,100}}\b{_AGENCY}\b[^\])]{{0,60}}[\])]", 0),
        (rf"[A-Z][\w .'’-]{{2,40}}/(?:{_AGENCY})(?:[ /][\w .'’-]{{2,40}})?", 0),
        (rf"(?:{_AGENCY}|EPA-EFE|Getty Images)(?:[/ ](?:{_AGENCY}|Getty Images|Images|Photo|photo)){{0,4}}", 0),
        (r"\[?(?:theme )?music playing\]?", re.I),
        (r"the views expressed in this (?:article|piece|column|opinion)\b.{0,200}", re.I),
        (r"this (?:story|article|post|copy) (?:was|has been|is) (?:first |originally |auto-)?"
         r"(?:published|posted|generated|sourced|updated|corrected)\b.{0,200}", re.I),
        (r"this report (?:(?:was|has been|is) (?:first |originally |auto-)(?:published|generated)|has been updated)\b.{0,200}", re.I),
        (r"\(?with (?:agency )?inputs? from\b.{0,100}", re.I),
        (r".{2,250}\bcontributed (?:reporting )?to (?:this|the) (?:report|story|article|piece)\.?", 0),
        (r"Pictured (?:right|left|from|at|above|here|is|are)\b.{0,300}", 0),
        (rf"\(?(?i:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written|reported) by) {_PEOPLE}(?:who .{{0,100}})?\)?", 0),
        (r"(?:contributors?|tags?|topics?|filed under|categories|category|related topics|in this (?:story|article)|"
         r"keywords?|about the author|editor[’']s note|episode credits|image credits?|more from .{1,40}|"
         r"most (?:read|popular|viewed|shared)|trending(?: now)?|latest (?:news|stories)|top stories|you (?:may|might) also like"
         r"|read next|up next|recommended stories|list of \d+ items|list \d+ of \d+|end of list)\s*:?", re.I),
        (r"(?:tags?|topics|filed under|categories|keywords)\s*:\s*.{1,200}", re.I),
    )
)  # fmt: skip

# Lines that are a date and clock time: gone from the head and foot of a page, where they say when it
# was put up, kept in between, where they part the entries of a running report.
STAMP: Final = re.compile(
    r"(?:(?:published|updated|posted|last (?:updated|modified)|first published|date(?: published)?|created)"
    rf"(?: on| at)?\s*:?\s*{_DATE_WORDS}|"
    rf"{_DATE_WORDS}\s*(?:GMT|UTC|EST|EDT|IST|BST|AM|PM|a\.m\.|p\.m\.|[ap]m)\.?)",
    re.I,
)

# Before a glued prompt stands a sentence's end (or nothing), never an opening quote mark.
_BEFORE = r"(?:^|(?<=[.!?…][ ])|(?<=[.!?…][”\"'’)\]][ ]))"
_AFTER = r"(?=\s|$)"
# A glued link's words end where its line ends, at a sentence's end, or where a new sentence
# plainly begins: a capitalised little word that the next word follows in lower case.
_NEW_SENTENCE = (
    r"(?= (?:The|A|An|In|On|At|It|He|She|They|We|But|And|According|Meanwhile|However|After|Before|"
    r"Since|As|This|That|These|Those|Its|Their|His|Her|Earlier|Later|Local|Officials|Residents|"
    r"Witnesses|Some|Several|Many|Most|Two|Three|Four|Five|At least) [a-z“])"
)
GLUED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BEFORE}{PROMPT}{_AFTER}",
        rf"{_BEFORE}[\[(]?(?:Also [Rr]ead|ALSO READ|R(?:ead|EAD) (?:more|MORE|also|ALSO|next|NEXT)|See also|"
        rf"SEE ALSO|R(?:elated|ELATED)(?: (?:[Ss]tory|[Aa]rticle))?) ?[:|–—] ?"
        rf"(?:[^.!?\n]{{3,140}}?{_NEW_SENTENCE}|[^.!?\n]{{3,160}}(?:$|[.!?](?= [A-Z“\"]|$)))[\])]?",
        rf"{_BEFORE}(?:ADVERTISEMENT|Advertisement|SKIP ADVERTISEMENT|(?:Story|Article) continues (?:below|after)"
        rf"(?: this)?(?: ad(?:vertisement)?)?)\.?(?= [A-Z“\"‘]|$)",
        r"\s?\((?:[Pp]hoto|[Ii]mage|[Pp]icture|PHOTO|IMAGE)(?: ?/ ?| (?:[Cc]redit|[Bb]y|[Cc]ourtesy|CREDIT))[^()]{2,120}\)",
        r"\s?\((?:AP|AFP|EPA|Reuters) (?:[Pp]hoto|[Ff]ile)[^()]{0,120}\)",
        r"\s?\[(?:[^\[\]]{2,60}/)(?:AFP|AP|Reuters|Al Jazeera|Getty|EPA|Anadolu|Xinhua)[^\[\]]{0,60}\]",
        r"\s?pic\.twitter\.com/\w{6,14}",
    )
)

# What a line must hold for any of the above to match: a cheap look before the costly one.
GLUED_HINT: Final = re.compile(
    r"(?:Subscribe|Sign up|Register|Stay|Never miss|Get|Receive|Follow|Like|Join|Find|Click|Tap|Press|Download|"
    r"[Rr]ead|READ|See also|SEE ALSO|R(?:elated|ELATED)|A(?:dvert|DVERT)|continues)\b|A(?:dvert|DVERT)|"
    r"\((?i:photo|image|picture|AP|AFP|EPA|Reuters)|/(?:AFP|AP|Reuters|Al Jazeera|Getty|EPA|Anadolu|Xinhua)|pic\.twitter"
)

# From such a heading on, a page has only links to other articles.
TAIL: Final = re.compile(
    r"(?:related (?:stories|articles|news|content|posts|topics|links)|more from .{1,40}|more (?:news|stories)|"
    r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|most (?:read|popular|viewed)|read next|"
    r"recommended(?: (?:for you|stories|articles|reading))?|trending(?: now| stories)?|latest (?:news|stories|articles)|"
    r"top stories|also (?:on|in) .{1,40}|around the web|from our partners|popular (?:stories|posts)|"
    r"what to read next|more on this story|editor[’']s picks?|don[’']t miss)\s*:?",
    re.I,
)

# A caption says of itself that it is one.
CAPTION: Final = re.compile(
    r"\b(?:in this (?:[\w-]+ ){0,3}(?:screengrab|photo|picture|image|photograph|handout|video grab|illustration|still)|"
    r"(?:file|handout|undated|aerial|satellite) (?:photo|picture|image)|is (?:seen|pictured|shown)\b|are (?:seen|pictured|shown)\b|"
    r"pictured (?:here|above|in|on|at)|screengrab|photo(?:graph)? (?:taken|shows|provided))",
    re.I,
)
CREDIT_LINE: Final = re.compile(
    rf"[\[(]\s*(?:{_CREDIT_WORD}\b|[^\])]{{0,80}}\b{_AGENCY}\b).{{0,120}}[\])]", re.I
)
CREDIT_END: Final = re.compile(
    r"(?:\((?:(?i:photo|image|picture|video)(?: ?/ ?|s? (?i:credit|by|courtesy|from))[^()]{2,120}|"
    rf"(?i:credit:)[^()]{{2,120}}|AP Photo[^()]{{0,80}}|[^()]{{2,60}}/{_WIRES}[^()]{{0,40}})\)|"
    rf"\[(?:File(?: photo)?|(?:File: ?)?(?:[^\[\]]{{2,60}}/ ?)?{_WIRES}(?: (?:[Pp]hoto|[Vv]ia)[^\[\]]{{0,40}})?)\]|"
    r"\b(?:Photo|Image|Picture|Photograph)(?: credit| by|:| courtesy)[^.()]{2,80}|"
    rf"(?:AP Photo|/{_WIRES})(?:/[\w .]{{2,40}}| via [\w .]{{2,40}})?)\s*\.?$"
)

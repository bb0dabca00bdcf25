"""A news page made for the tests: an invented outlet, an invented article, the usual clutter."""

from __future__ import annotations

PARAGRAPHS = (
    "KHARDUN, March 4 (Highland Wire) — Rebel fighters shelled an army post on the road to "
    "Khardun on Monday, killing at least three soldiers, the defence ministry said.",
    "“We heard four explosions before dawn,” said Amal Darwish, who runs a bakery near the "
    "bridge. Her shop’s windows were broken &amp; its oven was damaged.",
    "The Northern Front, an umbrella of several armed groups, denied that it was behind the "
    "attack and blamed the army for shelling its own positions.",
    "The ministry said that reinforcements had been sent to the town and that the road would "
    "stay closed until Wednesday, while aid groups asked for a corridor for the wounded.",
)
TITLE = "Rebels shell army post near Khardun, ministry says"


def page(*, head: str = "", body: str | None = None) -> str:
    """A page with menus, a caption, prompts and a footer around the article."""
    inner = body if body is not None else "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} | The Valley Courier</title>
{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>{TITLE}</h1>
<figure><img src="a.jpg"><figcaption>An army post is seen in this file photo. (Photo by
Valley Courier)</figcaption></figure>
{inner}
<p>Stay updated with the latest news! Subscribe to The Valley Courier Newsletter</p>
<p>Read more: Bridge at Khardun reopens</p>
</article></main>
<footer><p>© 2024 The Valley Courier. All rights reserved.</p></footer></body></html>"""

"""A file of rules: what it means, and one sentence for what is wrong in it and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.errors import RulesError
from comity.watch.rulefile import read_rules
from comity.watch.rules import Mail, Webhook

DESK = '\n[channel.desk]\nwebhook = "https://example.org/hook"\n'
RULE = '[[rule]]\nname = "One"\n'


def read(folder: Path, text: str, **environment: str) -> object:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules(path, environment)


def test_what_a_file_means(tmp_path: Path) -> None:
    text = """
        [group]
        "Central Asia" = ["Kazakhstan", "KGZ", "TJK", "TKM", "UZB"]

        [[rule]]
        name = "Recognition"
        standing = ["recognition", "relations"]
        send = "desk"

        [[rule]]
        name = "Neighbours"
        actors = ["Russia", "Permanent members of the Security Council"]
        with = "Central Asia"
        status = ["asserted", "planned"]
        days = 7
        sources = 2

        [channel.desk]
        webhook = "https://example.org/hook"
        token_env = "DESK_TOKEN"

        [channel.mail]
        smtp = "smtps://me@mail.example.org"
        from = "me@example.org"
        to = ["a@example.org", "b@example.org"]
        password_env = "MAIL_PASSWORD"
    """
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    rules = read_rules(path, {"DESK_TOKEN": "secret", "MAIL_PASSWORD": "word"})
    first, second = rules.rules
    assert str(first) == "any change of recognition or relations; of the last 30 days; sent by desk"
    assert second.actors == {"RUS", "P5", "CHN", "FRA", "GBR", "USA"}
    assert second.others == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert str(second).startswith(
        "anything, asserted or planned; by or toward CHN, FRA, GBR, P5, RUS or USA; with KAZ,"
    )
    assert str(second).endswith("; told by 2 independent sources; of the last 7 days; sent by desk and mail")
    desk, mail = rules.channels["desk"], rules.channels["mail"]
    assert desk == Webhook("https://example.org/hook", "secret")
    assert isinstance(mail, Mail)
    assert (mail.server.host, mail.server.port, mail.server.user) == ("mail.example.org", 465, "me")
    assert "secret" not in str(rules) + repr(rules) and "word" not in repr(mail)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[rule]\n", "is not TOML: "),
        ("", "there is no [[rule]] in it."),
        ("[[rules]]\n", "there is no key 'rules', but 'rule'."),
        ("[[rule]]\nstanding = 'any'" + DESK, 'rule 1: it has no name; give name = "…".'),
        (RULE + DESK, "rule 'One': it says nothing; give standing, acts, status, actors or probability."),
        (
            RULE + "acts = 'recognize'" + DESK,
            "rule 'One': acts has 'recognize', which is none of them, but 'recog",
        ),
        (RULE + "standing = ['recognitions']" + DESK, "standing has 'recognitions', which is none of them, but 'recog"),
        (RULE + "standing = 3" + DESK, "rule 'One': standing must be a text or a list of texts, and is 3."),
        (RULE + "status = 'said'" + DESK, "status has 'said', which is none of them, but asserted, denied, "),
        (RULE + "actors = 'Rusia'" + DESK, "rule 'One', actors: "),
        (RULE + "actors = []" + DESK, "rule 'One': actors names nobody."),
        (RULE + "actor = 'RUS'" + DESK, "rule 'One': there is no key 'actor', but 'actors'."),
        (RULE + "acts = 'visit'\nsources = 0" + DESK, "rule 'One': sources must be at least 1, and is 0."),
        (RULE + "acts = 'visit'\ndays = true" + DESK, "rule 'One': days must be a whole number, and is True."),
        (RULE + "probability = 20" + DESK, "probability must be between 0 and 1, as 0.2, and is 20."),
        (RULE + "probability = 0.2\ndays = 3" + DESK, "it is about forecasts, which have no days."),
        (RULE + "acts = 'visit'", "rule 'One': there is nowhere to send it; give a [channel.NAME]."),
        (
            RULE + "acts = 'visit'\nsend = 'desc'" + DESK,
            "send names 'desc', and there is no [channel.desc], but ",
        ),
        (RULE + "acts = 'visit'\n" + RULE + "acts = 'visit'" + DESK, "two rules have the name 'One'."),
        (RULE + "acts = 'visit'\n[channel.a]\n", "channel a: give one of webhook, smtp and atom."),
        (RULE + "acts = 'visit'\n[channel.a]\nwebhook = 'ftp://x'", "channel a: webhook must be a web address."),
        (RULE + "acts = 'visit'\n[channel.a]\natom = '/none/such/x'", "channel a: atom must be the path of a file in"),
        (RULE + "acts = 'visit'\n[channel.a]\nsmtp = 'mail'\nfrom = 'a@b'\nto = 'c@d'", "channel a: smtp must be as "),
        (
            RULE + "acts = 'visit'\n[channel.a]\nsmtp = 'smtp://x'\nto = 'c@d'",
            "from and to must be addresses of e-",
        ),
        (
            RULE + "acts = 'visit'\n[channel.a]\nwebhook = 'http://x/'\ntoken_env = 'NONE'",
            "channel a: token_env names the variable NONE, which is not set in the environment.",
        ),
        ("[group]\nAsia = ['Kazahkstan']\n" + RULE + "actors = 'Asia'" + DESK, "group, actors: "),
    ],
)
def test_what_is_wrong_and_where(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RulesError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(str(tmp_path / "rules.toml"))
    assert said in message
    assert "\n" not in message and message[-1] in ".?"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"none\.toml cannot be read: No such file or directory\.$"):
        read_rules(tmp_path / "none.toml")

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.errors import LanguageError
from comity.read.language import check_english

CORPUS = Path(__file__).parents[2] / "training" / "corpus"


def refused(text: str) -> bool:
    try:
        check_english(text)
    except LanguageError:
        return True
    return False


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "French",
            "La Russie est devenue jeudi le premier pays à reconnaître le gouvernement des talibans, a dit le MAE.",
        ),
        ("German", "Russland hat am Donnerstag als erstes Land die Regierung der Taliban in Afghanistan anerkannt."),
        ("Spanish", "Rusia se convirtió el jueves en el primer país en reconocer al gobierno talibán en Afganistán."),
        ("Russian", "Россия в четверг стала первой страной, признавшей правительство талибов в Афганистане."),
        ("Dutch", "Rusland heeft donderdag als eerste land de regering van de Taliban in Afghanistan erkend."),
        ("Arabic", "أصبحت روسيا يوم الخميس أول دولة تعترف بحكومة طالبان في أفغانستان، حسبما أعلنت الوزارة"),
        ("Turkish", "Rusya perşembe günü Afganistan'daki Taliban hükümetini tanıyan ilk ülke oldu, bakanlık açıkladı."),
        ("Polish", "Rosja została w czwartek pierwszym krajem, który uznał rząd talibów w Afganistanie."),
    ],
)
def test_the_language_is_named(language: str, text: str) -> None:
    with pytest.raises(LanguageError, match=f"^The text looks {language} and only English is read"):
        check_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lavrov, Muttaqi, Kabul, Moskva",
        "Xi Jinping met Vladimir Putin.",
        "KABUL: Mullah Abdul Ghani Baradar, Amir Khan Muttaqi, Sher Mohammad Abbas Stanikzai and Zabihullah Mujahid "
        "met Dmitry Zhirnov, Zamir Kabulov, Wang Yi, Zhao Xing and Mehmet Sadık Ocal.",
        "Ecuador declared Ambassador Heather Hodges persona non grata; Washington expelled Quito's envoy.",
        "“Nous reconnaissons le gouvernement,” the French president said, and the ministers of the two states signed.",
    ],
)
def test_short_texts_and_foreign_names_pass(text: str) -> None:
    assert not refused(text)


def test_of_the_texts_that_the_reader_learned_from_none_in_a_thousand_is_refused() -> None:
    texts = [
        text
        for file in sorted(CORPUS.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if len(text := json.loads(line)["text"]) > 100
    ]
    assert len(texts) > 5000
    assert sum(map(refused, texts)) < len(texts) / 1000

from interest.language import usual_forms, with_capitals

TEXTS = [
    "My iPhone case broke", "the iphone is new", "an iPhone for work", "用 Python 做数据分析", "学 Python",
    "Python 爬虫",
    "Running is fun", "I like running", "SQL is hard", "learn SQL or MySQL",
    "THE WHOLE TEXT IS SHOUTED AND SAYS RUNNING",
]  # fmt: skip


def test_words_are_written_as_most_write_them():
    forms = usual_forms(TEXTS)
    assert {key: forms.get(key) for key in ("iphone", "python", "sql", "mysql", "running", "is")} == {
        "iphone": "iPhone", "python": "Python", "sql": "SQL", "mysql": "MySQL", "running": None, "is": None,
    }  # fmt: skip
    assert with_capitals("iphone case", forms) == "iPhone case"
    assert with_capitals("python 数据分析", forms) == "Python 数据分析"
    assert with_capitals("跑步", forms) == "跑步"


def test_a_capital_at_the_start_says_nothing_but_one_within_does():
    assert usual_forms(["Tents leak", "GitHub rocks"]) == {"github": "GitHub"}

"""What changed? Two studies on one tree, or the time before and after a day in one."""

from interest.ui.compare.comparison import asked, compared, show
from interest.ui.frame.controls import header, need_study
from interest.ui.frame.translations import t

header(t("nav.compare"), t("compare.question"))
study = need_study()
if (question := asked(study)) and (found := compared(question)):
    show(found, question, study.contents.has_people)

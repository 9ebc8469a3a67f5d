"""What makes somebody belong to a segment, in words."""

from interest.segments import Alike, Combined, Definition, Has, Ids, Rule, Segment, Selection, Sought
from interest.texts import Say
from interest.wording.results import column_text, value_text

_NAMES = 8
"""Of the names of interests by which a group was found."""


def definition_text(segment: Segment, t: Say) -> str:
    """What makes somebody belong to a segment."""
    return _definition_text(segment.definition, t)


def _definition_text(definition: Definition, t: Say) -> str:
    match definition:
        case Ids(users):
            return t("definition.ids", n=len(users))
        case Selection(statements):
            return t("definition.selection", n=len(statements))
        case Alike() as kind:
            return t("definition.alike", names=t("app.listing").join(one.called for one in kind.typical[:_NAMES]))
        case Sought(own, statements):
            return t("definition.own", own=own, n=statements)
        case Has() as has:
            return _attribute_text(has, t)
        case Combined() as combined:
            kinds = (("all", combined.all), ("any", combined.any), ("none", combined.none))
            parts = {
                how: t("definition.between").join(_definition_text(p, t) for p in own) for how, own in kinds if own
            }
            return t("app.separator").join(t(f"definition.{how}_of", parts=text) for how, text in parts.items())
        case Rule() as rule:
            return _rule_text(rule, t)


def part_text(part: str, t: Say) -> str:
    """A named part of the people, such as the highest quarter."""
    return t(f"part.{part.replace(' ', '_')}")


def _attribute_text(has: Has, t: Say) -> str:
    """What a column must say."""
    column = column_text(has.column, t)
    if has.part:
        return t("definition.has_part", column=column, part=part_text(has.part, t))
    if has.days:
        return t("definition.has_days", column=column, n=has.days)
    if has.quantiles:
        return t("definition.has_quantiles", column=column, low=has.quantiles[0], high=has.quantiles[1])
    if has.values:
        return t(
            "definition.has",
            column=column,
            values=t("app.listing").join(value_text(has.column, v, t, True) for v in has.values),
        )
    bounds = "has_between" if has.low and has.high else "has_low" if has.low else "has_high"
    return t(f"definition.{bounds}", column=column, low=has.low, high=has.high)


def _rule_text(rule: Rule, t: Say) -> str:
    """The interests of a rule, and what is asked of statements: of any, but with an opinion of those about them."""
    interests = [
        t("definition.share", name=interest.called, share=interest.above)
        if interest.above
        else t("definition.any", name=interest.called)
        for interest in rule.interests
    ]
    conditions = _conditions(rule, t)
    if not interests or not conditions:
        return t("app.separator").join(interests or conditions)
    about = "definition.about_it" if rule.opinion else "definition.anything"
    said = t(about, conditions=t("app.listing").join(conditions), n=len(interests))
    return t("app.separator").join([*interests, said])


def _conditions(rule: Rule, t: Say) -> list[str]:
    """What a rule asks of statements."""
    parts = [t("definition.source", name=rule.source)] if rule.source else []
    parts += [t("definition.label", name=rule.label)] if rule.label else []
    parts += [t("definition.opinion", name=t(f"opinion.{rule.opinion}"))] if rule.opinion else []
    parts += [t("definition.since", day=rule.since)] if rule.since else []
    parts += [t("definition.until", day=rule.until)] if rule.until else []
    parts += [t("definition.days", n=rule.days)] if rule.days else []
    return parts + ([t("definition.statements", n=rule.statements)] if rule.statements > 1 else [])

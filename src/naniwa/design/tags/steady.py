"""What is the same on every page is rendered once in each language."""

from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from naniwa.design.tags.library import register


class Steady(Node):
    """Keeps what stands inside, by language."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str | None, SafeString] = {}

    def render(self, _context: Context) -> SafeString:
        """Without the page's values: what would need one is seen to be empty at once."""
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.nodelist.render(Context())
        return self.kept[language]


@register.tag
def steady(parser: Parser, _token: Token) -> Steady:
    """`{% steady %}…{% endsteady %}` around words and addresses that depend on nothing but the language."""
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return Steady(nodelist)

"""What a professional says once for many clients, and what each line of their list has to say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.mandates.forms import ALL, SOME, PlainForm, ProposalForm

LONGEST = 40_000


class ClientForm(PlainForm):
    """One line of the list; the words say what is missing, as a line has no labels."""

    name = forms.CharField(
        max_length=200,
        error_messages={
            "required": _("本人の氏名か名称を入力してください。例：難波 花子"),
            "max_length": _("氏名が長すぎます。200文字までにしてください。"),
        },
    )
    kana = forms.CharField(
        max_length=200,
        error_messages={
            "required": _("本人のフリガナを入力してください。例：ナンバ ハナコ"),
            "max_length": _("フリガナが長すぎます。200文字までにしてください。"),
        },
    )
    address = forms.CharField(
        max_length=300,
        error_messages={
            "required": _("本人の住所を入力してください。例：大阪市中央区大手前2丁目1-22"),
            "max_length": _("住所が長すぎます。300文字までにしてください。"),
        },
    )
    email = forms.CharField(
        max_length=254,
        error_messages={
            "required": _("本人のメールアドレスを入力してください。例：hanako@example.jp"),
            "max_length": _("メールアドレスの形になっていません。@ の前後を確かめてください。例：taro@example.jp"),
        },
    )


class ManyForm(ProposalForm):
    """Terms that hold for every client alike; each confirms by their own mail, so that there is no paper."""

    name = None  # type: ignore[assignment] # not asked for all
    kana = None  # type: ignore[assignment] # not asked for all
    address = None  # type: ignore[assignment] # not asked for all
    born_on = None  # type: ignore[assignment] # not asked for all
    email = None  # type: ignore[assignment] # not asked for all
    case = None  # type: ignore[assignment] # not asked for all
    paper = None  # type: ignore[assignment] # not asked for all
    scope = forms.ChoiceField(
        label=_("どの手続か"),
        choices=[(ALL, _("すべての手続")), (SOME, _("選んだ手続だけ"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("どの手続かを選んでください。")},
    )
    clients = forms.CharField(
        label=_("依頼した人の一覧"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "1行に1人、氏名・フリガナ・住所・メールアドレスの順に書きます。表計算ソフトの行を、そのまま貼り付けられます。"
        ),
        error_messages={"max_length": _("一覧が長すぎます。40人までに分けてください。")},
    )
    file = forms.FileField(
        label=_("一覧のファイル"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
        help_text=_("ExcelかCSV。選ぶと、上の一覧の代わりに読みます。ファイルは残しません。"),
        error_messages={
            "empty": _("ファイルが空です。選び直してください。"),
            "max_length": _("ファイルの名前が長すぎます。"),
        },
    )

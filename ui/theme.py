"""The look: paper and ink, one accent, in light and dark; given to Streamlit as options, the rest as style sheet."""

from pathlib import Path

THEME: dict[str, object] = {
    "theme.baseFontSize": 15,
    "theme.baseRadius": "4px",
    "theme.buttonRadius": "4px",
    "theme.linkUnderline": False,
    "theme.showWidgetBorder": True,
    "theme.light.primaryColor": "#0b5c63",
    "theme.light.linkColor": "#0b5c63",
    "theme.light.backgroundColor": "#fdfdfb",
    "theme.light.secondaryBackgroundColor": "#f2f4f1",
    "theme.light.textColor": "#1b2326",
    "theme.light.borderColor": "#d5dbd8",
    "theme.dark.primaryColor": "#63c1c9",
    "theme.dark.linkColor": "#63c1c9",
    "theme.dark.backgroundColor": "#14191b",
    "theme.dark.secondaryBackgroundColor": "#1e2527",
    "theme.dark.textColor": "#e3e8e7",
    "theme.dark.borderColor": "#364044",
}

STYLE = Path(__file__).with_name("style.css")

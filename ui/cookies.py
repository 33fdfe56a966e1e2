"""One connection to the API serves all visitors, so it keeps nobody's cookies: the next would come as whoever logged in."""

from http.cookiejar import CookieJar, DefaultCookiePolicy


def kept_by_nobody() -> CookieJar:
    """Return a jar that takes no cookie and gives none; those that a visitor sends go on in the visitor's own headers."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=()))

"""What Elasticsearch keeps of a page: settings, strict mapping and the shape of a document."""

from typing import Any, Final

from paraq.engines.document import (
    BLANK,
    NUMBER_FILTERS,
    POSITIONAL,
    READINGS,
    TEXT_FILTERS,
    IndexedPage,
    Terms,
    stored_grams,
    stored_terms,
)
from paraq.engines.elastic_plan import reading

# Stands where a place has no such reading; no term is like it.
PADDING: Final = "\u2423" * 8
# Other readings are counted with the page's words but must never seem to stand beside them: further than any nearness.
READING_GAP: Final = 1000

Json = dict[str, Any]


def definition(shards: int, replicas: int, fingerprint: str) -> Json:
    """Return settings and mapping of a new index."""
    terms = {"type": "text", "analyzer": "whitespace", "search_analyzer": "keyword"}
    properties: dict[str, Json] = {
        "page_id": {"type": "keyword"},
        "grams": {**terms, "index_options": "freqs"},
        # The words of a page once more as a list of values: completions are counted over it.
        "words": {"type": "keyword", "index": False},
        "stamp": {"type": "long", "index": False},
        "by_date": {"type": "keyword", "index": False},
        "by_reference": {"type": "keyword", "index": False},
    }
    for layer in POSITIONAL:
        properties[layer] = {**terms, "position_increment_gap": READING_GAP}
        for number in range(1, READINGS):
            properties[reading(layer, number)] = {**terms, "norms": False}
    properties.update({name: {"type": "keyword"} for name in TEXT_FILTERS})
    properties.update({name: {"type": "integer"} for name in NUMBER_FILTERS})
    return {
        "settings": {"number_of_shards": shards, "number_of_replicas": replicas, "refresh_interval": "-1"},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"fingerprint": fingerprint},
            # Text comes from the catalogue, so nothing is given back but ids.
            "_source": {"enabled": False},
            "properties": properties,
        },
    }


def document(page: IndexedPage) -> Json:
    """Return the fields of a page."""
    fields: Json = {
        "page_id": page.page_id,
        "stamp": page.stamp,
        "grams": stored_grams(page),
        **page.filters,
        **page.numbers,
    }
    fields["by_date"] = page.order.get("date", "")
    fields["by_reference"] = page.order.get("reference", "")
    fields["words"] = sorted({term for _, term in stored_terms(page, "exact")} - {BLANK})
    for layer in POSITIONAL:
        fields.update(_layer(layer, stored_terms(page, layer)))
    return fields


def _layer(layer: str, terms: Terms) -> Json:
    """Return the fields of a layer.

    The ``whitespace`` analyzer cannot put two terms at one position, so the first readings stand in the layer's own field and
    the others in fields of their rank, padded to the same positions. Elasticsearch weighs only the layer's own field: there
    the other readings follow at a distance, so that a page's length and a term's frequency are what they are in Tantivy.
    """
    ranks: list[dict[int, str]] = [{} for _ in range(READINGS)]
    for position, term in terms:
        rank = next((rank for rank in ranks if position not in rank), None)
        if rank is not None:
            rank[position] = term
    others = [term for rank in ranks[1:] for _, term in sorted(rank.items())]
    fields: Json = {layer: [_padded(ranks[0]), *others]}
    fields.update({reading(layer, number): _padded(rank) for number, rank in enumerate(ranks) if number and rank})
    return fields


def _padded(rank: dict[int, str]) -> str:
    return " ".join(rank.get(position, PADDING) for position in range(max(rank) + 1))

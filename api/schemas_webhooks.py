"""The JSON of webhooks."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.schemas import Sent
from paraq.records.webhook import DeliveryState, Happening

Events = Annotated[
    list[Happening],
    Field(description="What is told", min_length=1, max_length=2, examples=[["saved-search.new"]]),
]


class WebhookIn(Sent):
    """A new webhook."""

    address: str = Field(
        description="Where it is told, by POST; https, and no private address unless the archive allows it",
        min_length=1,
        max_length=2000,
        examples=["https://portal.example/hooks/paraq"],
    )
    events: Events
    owner: str = Field(
        "",
        description="Account with whose rights it is told, and whose saved searches; left out, your own",
        max_length=64,
        examples=["asel"],
    )


class WebhookOut(BaseModel):
    """A webhook, without its secret."""

    webhook_id: str = Field(examples=["5f0c1a2b3c4d5e6f"])
    owner: str = Field(examples=["asel"])
    address: str = Field(examples=["https://portal.example/hooks/paraq"])
    events: Events
    made: datetime


class NewWebhookOut(WebhookOut):
    """A webhook with what its receiver checks signatures with, as Standard Webhooks has it; it is told this once."""

    secret: str = Field(examples=["whsec_SECRET"])


class WebhooksOut(BaseModel):
    """All webhooks, oldest first."""

    webhooks: list[WebhookOut]


class DeliveryOut(BaseModel):
    """One telling."""

    delivery_id: str = Field(description="The same at every try; sent as `webhook-id`", examples=["msg_5f0c1a2b3c4d5e6f"])
    event: Happening
    at: datetime = Field(description="When it happened")
    state: DeliveryState = Field(description="`dropped` if the owner may not know of it any more")
    tries: int
    due: datetime = Field(description="When it is tried next, while it is `waiting`")
    told: str = Field(description="What came of the last try", examples=["HTTP 204"])


class DeliveriesOut(BaseModel):
    """What a webhook told or has still to tell, newest first."""

    deliveries: list[DeliveryOut]

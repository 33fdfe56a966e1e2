"""``/v1/webhooks``: which systems are told of what, for administrators."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.dependencies import Viewing
from api.schemas_webhooks import DeliveriesOut, DeliveryOut, NewWebhookOut, WebhookIn, WebhookOut, WebhooksOut
from api.telling import Told
from paraq.errors import Missing
from paraq.records.viewer import OPERATOR
from paraq.records.webhook import Webhook

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

WebhookId = Annotated[str, Path(description="Id of the webhook", examples=["5f0c1a2b3c4d5e6f"], max_length=64)]


@router.get("", operation_id="webhooks", summary="List webhooks")
def webhooks(told: Told) -> WebhooksOut:
    """Return every webhook without its secret, oldest first."""
    return WebhooksOut(webhooks=[WebhookOut(**_shown(one)) for one in told.webhooks.all()])


@router.post("", operation_id="webhookAdd", summary="Make a webhook", status_code=201)
def add(request: Request, response: Response, asked: WebhookIn, told: Told, viewer: Viewing) -> NewWebhookOut:
    """Tell another system what happens from now on: a transfer is done, a saved search has new pages.

    Each message is signed as Standard Webhooks says, and tried again for four days until it is answered with 2xx. Webhooks are
    off unless the archive sets `PARAQ_WEBHOOKS`.
    """
    owner = asked.owner.lower() or viewer.account
    if owner == OPERATOR.name != viewer.account:
        raise Missing("There is no such account", where=owner, code="account-missing")
    kept, secret = told.webhooks.add(asked.address, asked.events, owner, told.post)
    request.state.audit = {"target": kept.webhook_id, "detail": f"owner={owner} events={','.join(kept.events)} {kept.address}"}
    response.headers["Location"] = f"/v1/webhooks/{kept.webhook_id}"
    return NewWebhookOut(**_shown(kept), secret=secret)


@router.delete("/{webhook_id}", operation_id="webhookRemove", summary="Remove a webhook", status_code=204)
def remove(webhook_id: WebhookId, told: Told) -> None:
    """Forget a webhook and what it had still to tell."""
    told.webhooks.remove(webhook_id)


@router.get("/{webhook_id}/deliveries", operation_id="webhookDeliveries", summary="See what a webhook told")
def deliveries(
    webhook_id: WebhookId,
    told: Told,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many to give")] = 100,
) -> DeliveriesOut:
    """Return what it told or has still to tell, newest first; what is over is kept for 30 days."""
    found = told.webhooks.deliveries(webhook_id, limit)
    names = DeliveryOut.model_fields
    return DeliveriesOut(
        deliveries=[DeliveryOut(**{name: value for name, value in asdict(one).items() if name in names}) for one in found]
    )


def _shown(hook: Webhook) -> dict[str, object]:
    return asdict(hook) | {"events": list(hook.events)}

"""Manners: retries wait twice as long each time, and after a refusal nothing more is asked."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

REFUSALS = (401, 403, 429, 451)


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, each after a pause of 1, 2, 4 … times RETRY_PAUSE seconds."""

    refused = False

    def process_request(self, request: Request, spider: Any = None) -> None:
        """Lets nothing through after a refusal, not even what was on its way."""
        if self.refused:
            raise IgnoreRequest("the site refused an earlier request")

    async def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:  # type: ignore[override]
        """Asks again after a server error, later; gives other answers on."""
        self.refused = self.refused or response.status in REFUSALS
        answer = super().process_response(request, response)
        return await self._later(answer) if isinstance(answer, Request) else answer

    async def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Request | Response | None:  # type: ignore[override]
        """Asks again after a broken or timed out connection, later."""
        answer = super().process_exception(request, exception)
        return await self._later(answer) if isinstance(answer, Request) else answer

    async def _later(self, request: Request) -> Request:
        pause = self.crawler.settings.getfloat("RETRY_PAUSE") * 2 ** (request.meta.get("retry_times", 1) - 1)
        await asyncio.sleep(pause)
        return request

"""Bots: policies with human limits, by which the levels are tuned."""

from game.bots.limits import Limits
from game.bots.registry import BOTS, Bot, Policy, bot_names, make_bot

__all__ = ["BOTS", "Bot", "Limits", "Policy", "bot_names", "make_bot"]

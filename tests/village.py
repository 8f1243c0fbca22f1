"""The people of the demo village, by the names tests call them (docs: SURFACE, demo village)."""

from __future__ import annotations

PIN = "246810"

FARMER = "13800000001"  # ordinary farmer, member of Liushu Cooperative
MANAGER = "13800000002"
TREASURER = "13800000003"
NEIGHBOUR = "13800000004"  # another member of Liushu
BUYER = "13800000011"  # a consumer, member of no cooperative
OTHER_BUYER = "13800000012"
SHIQIAO_MANAGER = "13800000021"
SHIQIAO_FARMER = "13800000022"
OFFICER = "13800000031"
MENTOR = "13800000041"
LOAN_OFFICER = "13800000051"
CLAIMS_OFFICER = "13800000061"
PLATFORM = "13800000071"
REPRESENTATIVE = "13800000081"


class Village:
    pass

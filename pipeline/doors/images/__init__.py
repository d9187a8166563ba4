"""The door to Pillow and its LittleCMS: pictures are looked at before a page is set, and converted to the inks of the job."""

from __future__ import annotations

from pipeline.doors.images.converting import Condition, convert_picture
from pipeline.doors.images.opening import UnusablePicture, look_at_picture

__all__ = ["Condition", "UnusablePicture", "convert_picture", "look_at_picture"]

"""sendVoice, sendAudio."""

from tests.fake_botapi.errors import Json, breach, refusal
from tests.fake_botapi.methods.recipients import recipient
from tests.fake_botapi.methods.sending import content_of, extras, say
from tests.fake_botapi.texts import read_caption
from tests.fake_botapi.world import Request, World

_MOST_BYTES = 50_000_000
_OPUS_IN_OGG = (b"OggS", b"OpusHead")


def send_voice(world: World, request: Request) -> Json:
    """A voice message: Opus in Ogg, else Telegram makes a mere file of it."""
    chat = recipient(world, request)
    if chat.refuses_voice or request.method in world.refuses:
        raise refusal("Bad Request: VOICE_MESSAGES_FORBIDDEN")
    content, _ = content_of(world, request.params["voice"])
    head = content[:200]
    if not (head.startswith(_OPUS_IN_OGG[0]) and _OPUS_IN_OGG[1] in head):
        raise breach("Bad Request: wrong type of voice", "a voice message is not Opus in Ogg")
    return _sound(world, request, "voice", "audio/ogg")


def send_audio(world: World, request: Request) -> Json:
    """A piece of sound: MP3, or AAC in mp4."""
    if request.method in world.refuses:
        raise refusal("Bad Request: not enough rights to send music to the chat")
    content, _ = content_of(world, request.params["audio"])
    if content[4:8] != b"ftyp" and not content.startswith((b"ID3", b"\xff\xfb")):
        raise breach("Bad Request: wrong type of audio", "a sound is neither MP3 nor mp4")
    return _sound(world, request, "audio", "audio/mp4")


def _sound(world: World, request: Request, kind: str, mime_type: str) -> Json:
    chat = recipient(world, request)
    content, file_id = content_of(world, request.params[kind])
    if file_id and not file_id.startswith(f"{kind}-"):
        raise breach(f"Bad Request: can't use file of another type as {kind}")
    if not 0 < len(content) <= _MOST_BYTES:
        raise breach("Bad Request: file must be non-empty and at most 50 MB")
    fields = read_caption(request.params) | extras(chat, request.params)
    file_id = file_id or world.store(content, kind)
    sound: Json = {
        "file_id": file_id,
        "file_unique_id": f"u-{file_id}",
        "duration": request.params.get("duration", 1),
        "mime_type": mime_type,
        "file_size": len(content),
    }
    return say(world, chat, {kind: sound} | fields)

"""The machine: says a text aloud. A program of its own, which nothing of ours imports.

    python limited.py CPU MEMORY espeak.py VOICE < text > sound.wav

It stands beside the service since eSpeak NG is under the GPL, and since what goes wrong in its
library is to end no conversation. The text is UTF-8. Exit codes: 0 said · 3 the library is not
here · 4 no such voice, or nothing to say.
"""

import contextlib
import ctypes
import sys
import wave

RETRIEVAL, NO_EXIT, UTF8, OK = 2, 0x8000, 1, 0
"""What ``speak_lib.h`` calls AUDIO_OUTPUT_RETRIEVAL, espeakINITIALIZE_DONT_EXIT, espeakCHARS_UTF8
and EE_OK."""
RATE_OF_SPEECH, WORDS_A_MINUTE = 1, 145
"""Its parameter, and slower than what it does by itself (175)."""
LARGEST_TEXT, LARGEST_SOUND = 4000, 8 * 2**20
"""In bytes."""
NO_LIBRARY, NOTHING_SAID = 3, 4

Samples = ctypes.POINTER(ctypes.c_short)
Taken = ctypes.CFUNCTYPE(ctypes.c_int, Samples, ctypes.c_int, ctypes.c_void_p)


def say(library: ctypes.CDLL, data: str, voice: str, text: bytes) -> tuple[int, bytes]:
    """Give samples a second and the samples (16 bits, one channel); none where it cannot."""
    rate = int(library.espeak_Initialize(RETRIEVAL, 0, data.encode(), NO_EXIT))
    if rate <= 0 or library.espeak_SetVoiceByName(voice.encode()) != OK:
        return 0, b""
    library.espeak_SetParameter(RATE_OF_SPEECH, WORDS_A_MINUTE, 0)
    said = bytearray()

    def take(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if samples and count > 0:
            said.extend(ctypes.string_at(samples, count * 2))
        return int(len(said) > LARGEST_SOUND)  # 1 ends it

    taken = Taken(take)
    library.espeak_SetSynthCallback(taken)
    ended = text + b"\0"
    size = ctypes.c_size_t(len(ended))
    library.espeak_Synth(ended, size, 0, 0, 0, UTF8, None, None)
    library.espeak_Synchronize()
    return rate, bytes(said)


def main(voice: str) -> int:
    """Say what comes in; gives the exit code."""
    try:
        import espeakng_loader  # the extra ``drafts``

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
    except (ImportError, OSError, RuntimeError):
        return NO_LIBRARY
    text = sys.stdin.buffer.read(LARGEST_TEXT + 1).replace(b"\0", b"")
    rate, said = say(library, data, voice, text) if len(text) <= LARGEST_TEXT else (0, b"")
    if not said:
        return NOTHING_SAID
    with contextlib.closing(wave.open(sys.stdout.buffer, "wb")) as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.setnframes(len(said) // 2)  # a pipe cannot be written to at its beginning again
        sound.writeframesraw(said)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

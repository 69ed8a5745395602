"""Write as the old fonts do: the decoding tables turned round."""

from __future__ import annotations

from tonghop.intake import encodings


def legacy_codes() -> dict[str, dict[str, str]]:
    """Turn the decoding tables round; TCVN3 has no capital with a tone and takes the small letter."""
    tcvn3 = {letter: chr(code) for code, letter in encodings._TCVN3.items()}
    tcvn3 |= {letter.upper(): code for letter, code in tcvn3.items() if letter.upper() not in tcvn3}
    vni = {letter: source for source, letter in encodings._VNI.items() if source == source.lower()}
    vni |= {letter: source for source, letter in encodings._VNI.items() if source == source.upper()}
    return {"tcvn3": tcvn3, "vni": vni}


CODES = legacy_codes()


def encode(text: str, encoding: str) -> str:
    """Write as the old fonts do."""
    return "".join(CODES[encoding].get(letter, letter) for letter in text)
